import type { Metric } from './metric'
import { type Goal, metricOfGoal, percentileMetrics } from './work-kind'

/** How a metric is computed, in signs that need no translation, and where the definition stands. */
export type MetricFormula = { readonly formula: string; readonly source: string }

const learn = (name: string) => `scikit-learn 1.2, ${name} (zero_division=0)`

const formulas: Partial<Record<Metric, MetricFormula>> = {
  accuracy: { formula: 'Σ [ŷ = y] / n', source: learn('accuracy_score') },
  precision: { formula: 'P = TP / (TP + FP)', source: learn('precision_score') },
  recall: { formula: 'R = TP / (TP + FN)', source: learn('recall_score') },
  f1: { formula: 'F1 = 2 TP / (2 TP + FP + FN)', source: learn('f1_score') },
  roc_auc: {
    formula: 'AUC = P(s⁺ > s⁻) + ½ P(s⁺ = s⁻)',
    source: 'scikit-learn 1.2, roc_auc_score',
  },
  weighted_kappa: {
    formula: 'κ = 1 − Σ (i − j)² · O(i, j) / Σ (i − j)² · E(i, j)',
    source: 'scikit-learn 1.2, cohen_kappa_score (weights="quadratic")',
  },
  mae: { formula: 'Σ |ŷ − y| / n', source: 'scikit-learn 1.2, mean_absolute_error' },
  rmse: {
    formula: '√ (Σ (ŷ − y)² / n)',
    source: 'scikit-learn 1.2, mean_squared_error (squared=False)',
  },
  mape: {
    formula: 'Σ (|ŷ − y| / max(|y|, ε)) / n',
    source: 'scikit-learn 1.2, mean_absolute_percentage_error',
  },
  r2: { formula: '1 − Σ (ŷ − y)² / Σ (y − ȳ)²', source: 'scikit-learn 1.2, r2_score' },
  exact_match: {
    formula: 'Σ [norm(ŷ) = norm(y)] / n',
    source: 'Rajpurkar et al. 2016, SQuAD evaluation script 1.1',
  },
  token_f1: {
    formula: 'Σ 2 |ŷ ∩ y| / (|ŷ| + |y|) / n',
    source: 'Rajpurkar et al. 2016, SQuAD evaluation script 1.1',
  },
  rouge_l: {
    formula: 'Σ 2 · LCS(ŷ, y) / (|ŷ| + |y|) / n',
    source: 'Lin 2004, ROUGE: A Package for Automatic Evaluation of Summaries',
  },
  bleu: {
    formula: 'BP · (p₁ · p₂ · p₃ · p₄)^¼',
    source: 'Papineni et al. 2002, BLEU; Post 2018, tokenizer 13a',
  },
  error_rate: { formula: 'F / n', source: 'Clopper and Pearson 1934' },
  throughput: { formula: 'λ · Σ [t ≤ 1 s] / n', source: 'Clopper and Pearson 1934' },
  availability: { formula: 'OK / (OK + F)', source: 'Clopper and Pearson 1934' },
  rubric_score: { formula: 'Σ m / n', source: 'Cohen 1968, weighted kappa; Efron 1979, bootstrap' },
  process_value: { formula: 'Σ x / n', source: 'Clopper and Pearson 1934; Student 1908' },
}

const latency: MetricFormula = {
  formula: 't₍⌈p · n⌉₎',
  source: 'David and Nagaraja 2003, Order Statistics, 7.1',
}

export function formulaOf(metric: Metric): MetricFormula {
  return formulas[metric] ?? latency
}

/** The metrics that a form's goals lead to, each once, with their formulas. */
export function formulasOf(goals: readonly Goal[]): { metric: Metric; formula: MetricFormula }[] {
  const metrics = goals.map((goal) => metricOfGoal(goal, percentileMetrics[2]).metric)
  return [...new Set(metrics)].map((metric) => ({ metric, formula: formulaOf(metric) }))
}
