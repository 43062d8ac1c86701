import { descend, type Found, leastGain } from './descent'
import { mostOfDomains } from './domain-cover'
import { countHours, wholeDay } from './hours'
import { type Node, nodesOf, refine } from './nodes'
import { leastDifference } from './request'
import { type Earlier, type Shortlist, shortlistsOf } from './shortlist'
import { outlooksIn, type Survey } from './survey'
import { splitSetting } from './windows'

export type Quest = {
  readonly survey: Survey
  /** In minor units; ∞ when money is no object. */
  readonly budget: number
  readonly earlier: readonly Earlier[]
  /** A team that is known to be possible; only a better one is looked for. */
  readonly known: Found | null
}

export type Answer = {
  readonly best: Found | null
  /** No team has a higher value. −∞, without a best, when it is certain that there is none. */
  readonly bound: number
}

/**
 * How far below the highest bound a team is looked for, one pass after another, as long as none is
 * found: near the bound few people are worth looking at.
 */
const gaps = [0.002, 0.01, 0.05, 0.2, Number.POSITIVE_INFINITY]

const nodeSteps = 20_000
const questSteps = 400_000

/**
 * The best team: nodes (pattern, setting) are bounded at prices of the budget and opened from the
 * highest bound down, until no bound is above the best team. Where steps run out, the bound says by
 * how much a better one could exceed what was found.
 */
export function search(quest: Quest): Answer {
  const { survey, budget, known } = quest
  const run = new Run(quest, nodesOf(survey, budget, known ? known.value + leastGain : -Infinity))
  for (const gap of gaps) {
    const highest = run.highestBound()
    const floor = run.best ? run.best.value + leastGain : Number.NEGATIVE_INFINITY
    if (highest <= floor) break
    const wanted = gap === Number.POSITIVE_INFINITY ? floor : highest - gap * Math.abs(highest)
    run.pass(Math.max(floor, wanted))
    if (run.best && run.best.value + leastGain > wanted) break
  }
  return { best: run.best, bound: Math.max(run.highestBound(), run.best?.value ?? -Infinity) }
}

class Run {
  best: Found | null
  private steps = questSteps
  private readonly stuck = new Set<Node>()

  constructor(
    private readonly quest: Quest,
    private readonly nodes: Node[],
  ) {
    this.best = quest.known
  }

  highestBound(): number {
    return this.nodes.reduce(
      (most, { bound, closed }) => (closed ? most : Math.max(most, bound)),
      Number.NEGATIVE_INFINITY,
    )
  }

  /** Opens every node that may hold a team above `above`. */
  pass(above: number): void {
    // Halves of nodes that were cut are added while it goes on.
    for (let at = 0; at < this.nodes.length; at++) {
      const node = this.nodes[at] as Node
      const floor = Math.max(above, this.best ? this.best.value + leastGain : above)
      if (node.closed || this.stuck.has(node) || node.bound <= floor) continue
      refine(node, this.quest.survey, this.quest.budget)
      if (node.bound > floor) this.open(node, floor)
    }
  }

  private open(node: Node, above: number): void {
    const { survey, budget, earlier } = this.quest
    const lists = shortlistsOf(survey, node, budget, above, earlier)
    const bound = lists ? boundOf(node, lists, this.quest) : Number.NEGATIVE_INFINITY
    node.bound = Math.min(node.bound, Math.max(bound, above))
    if (!lists || bound <= above) return
    const exact = isShared(survey, node, lists)
    const endless = exact && survey.field.aim === 'cost'
    const steps = endless ? Number.POSITIVE_INFINITY : Math.min(nodeSteps, this.steps)
    const task = { survey, budget, price: node.price, lists, earlier, above, steps }
    const { best, complete, steps: taken } = descend(task)
    this.steps -= taken
    if (best) this.best = best
    if (complete) node.bound = Math.max(above, best?.value ?? above)
    else if (exact || !this.cut(node)) this.stuck.add(node)
  }

  /** Puts the two halves of a node in its place; false when it cannot be cut. */
  private cut(node: Node): boolean {
    const { survey } = this.quest
    const halves = splitSetting(node.setting, survey.windows.leastHours)
    if (halves.length === 0) return false
    for (const setting of halves) {
      const outlooks = outlooksIn(survey, setting, node.pattern, node.fixing)
      if (outlooks) this.nodes.push({ ...node, setting, outlooks })
    }
    node.closed = true
    return true
  }
}

/** Whether everybody on the lists works in the same hours, as many as are asked for. */
function isShared({ field, windows }: Survey, node: Node, lists: readonly Shortlist[]): boolean {
  let shared = node.setting.allowed & wholeDay
  for (const { people } of lists) {
    for (const person of people) shared &= windows.hours[person] as number
  }
  return countHours(shared) >= windows.leastHours || field.candidates.size === 0
}

/** A node's bound from its shortlists, with what it costs to differ from each earlier team. */
function boundOf(
  node: Node,
  lists: readonly Shortlist[],
  { survey, budget, earlier }: Quest,
): number {
  const { domains, domainGain } = survey.field
  const price = node.price === 0 ? 0 : node.price * budget
  const tops = lists.reduce((sum, { reduced }) => sum + (reduced[0] as number), price)
  const losses = Array.from({ length: domains }, (_, domain) =>
    Math.min(...lists.map(({ lossToKnow }) => lossToKnow[domain] as number)),
  )
  const bound = tops + mostOfDomains(losses, domainGain)
  return earlier.reduce((least, _, at) => {
    const dearest = lists
      .map(({ lossToDiffer }) => lossToDiffer[at] as number)
      .sort((a, b) => a - b)
      .slice(0, leastDifference)
    if (dearest.length < leastDifference) return Number.NEGATIVE_INFINITY
    return Math.min(least, tops + domains * domainGain - dearest.reduce((sum, loss) => sum + loss))
  }, bound)
}
