import { descend, type Found, leastGain } from './descent'
import { mostOfDomains } from './domain-cover'
import { countHours } from './hours'
import { improve } from './local-search'
import { type Node, nodesOf, refine } from './nodes'
import { leastDifference } from './request'
import { type Earlier, type Shortlist, shortlistsOf } from './shortlist'
import { outlooksIn, type Survey } from './survey'
import { splitSetting } from './windows'

export type Quest = {
  readonly survey: Survey
  /** In minor units; ∞ when money is no object. */
  readonly budget: number
  readonly earlier?: readonly Earlier[]
  /** A team that is known to be possible; only a better one is looked for. */
  readonly known?: Found | null
  /** Only teams above this value are looked for; the first will do. */
  readonly anyAbove?: number
  /** What an earlier search of the same survey and budget left, with its bounds. */
  readonly nodes?: Node[]
  /** How much may be looked at: steps of descents, and as many rows of people times 32. */
  readonly work?: number
}

export type Answer = {
  readonly best: Found | null
  /** No team has a higher value. */
  readonly bound: number
  /** Whether everything was seen: there is no team above the best, or none at all. */
  readonly certain: boolean
  readonly nodes: Node[]
}

/**
 * How far below the highest bound a team is looked for, one pass after another, as long as none is
 * found: near the bound few people are worth looking at.
 */
const gaps = [0.002, 0.01, 0.05, 0.2, Number.POSITIVE_INFINITY]

/** Steps for each node: few until there is a team, then more for the nodes that need them. */
const firstSteps = 2_000
const furtherSteps = [10_000, 50_000]

/** Where no team can be better by more than this part of the score, no more work is spent. */
const closeEnough = 0.0005

const workOfNode = 300
const usualWork = 500_000

/** For what is asked beside the best team. */
export const workBeside = 150_000

/**
 * The best team: nodes (pattern, setting) are bounded at prices of the budget and opened from the
 * highest bound down, until no bound is above the best team. Where the work runs out, what was found
 * is improved member by member, and the bound says by how much a better one could exceed it.
 */
export function search(quest: Quest): Answer {
  const { survey, budget, known, anyAbove = Number.NEGATIVE_INFINITY } = quest
  const least = known ? known.value + leastGain : anyAbove
  const run = new Run(quest, quest.nodes ?? nodesOf(survey, budget, least))
  lookFor(run, quest.anyAbove === undefined ? gaps : [Number.POSITIVE_INFINITY])
  if (quest.anyAbove === undefined) {
    for (const steps of furtherSteps) {
      if (!run.best || run.highestBound() <= run.best.value * (1 + closeEnough)) break
      run.best = improve(survey, budget, quest.earlier ?? [], run.best)
      run.pass(run.floor(), steps, 1)
    }
  }
  const { best, nodes } = run
  const certain = run.isCertain()
  return { best, bound: certain && best ? best.value : run.highestBound(), certain, nodes }
}

function lookFor(run: Run, within: readonly number[]): void {
  for (const [at, gap] of within.entries()) {
    if (run.isCertain()) return
    const highest = run.highestBound()
    const below = gap === Number.POSITIVE_INFINITY ? gap : gap * Math.abs(highest)
    const wanted = Math.max(run.floor(), highest - below)
    run.pass(wanted, firstSteps, within.length - at)
    if (run.floor() > wanted) return
  }
}

class Run {
  best: Found | null
  private work: number
  private readonly earlier: readonly Earlier[]

  constructor(
    private readonly quest: Quest,
    readonly nodes: Node[],
  ) {
    this.best = quest.known ?? null
    this.work = quest.work ?? usualWork
    this.earlier = quest.earlier ?? []
  }

  highestBound(): number {
    let most = Number.NEGATIVE_INFINITY
    for (const { bound, closed } of this.nodes) if (!closed && bound > most) most = bound
    return most
  }

  /** What a team must be above. */
  floor(): number {
    const above = this.quest.anyAbove ?? Number.NEGATIVE_INFINITY
    return this.best ? Math.max(above, this.best.value + leastGain) : above
  }

  isCertain(): boolean {
    return this.highestBound() <= this.floor()
  }

  /**
   * Opens every node that may hold a team above `above`, from the highest bound down, with its part
   * of the work that is left.
   * @param steps for each node
   * @param passes how many, with this one, share the work
   */
  pass(above: number, steps: number, passes: number): void {
    const reserve = this.work - this.work / passes
    const queue = this.nodes.filter(({ closed, bound }) => !closed && bound > above)
    queue.sort((a, b) => b.bound - a.bound)
    for (let at = 0; at < queue.length && this.work > reserve; at++) {
      const node = queue[at] as Node
      const floor = Math.max(above, this.floor())
      if (node.bound <= floor) return
      this.look(node, floor, steps, (half) => queue.splice(placeFor(half, queue, at + 1), 0, half))
      if (this.best && this.quest.anyAbove !== undefined) return
    }
  }

  private look(node: Node, above: number, steps: number, queue: (half: Node) => void): void {
    const { survey, budget } = this.quest
    refine(node, survey, budget)
    if (node.bound <= above) return
    this.work -= workOfNode + this.workOfWalk(node)
    const lists = shortlistsOf(survey, node, budget, above, this.earlier)
    for (const { rows } of lists ?? []) this.work -= rows.length
    const bound = lists ? this.boundOf(node, lists) : Number.NEGATIVE_INFINITY
    node.bound = Math.min(node.bound, Math.max(bound, above))
    if (!lists || bound <= above) return
    const exact = isShared(survey, node, lists)
    // In settled hours a cheap team is soon found; where they are not, cutting helps more.
    const endless = exact && survey.field.aim === 'cost'
    const most = endless ? Number.POSITIVE_INFINITY : exact ? steps : firstSteps
    const hours = exact ? 0 : node.setting.allowed
    const task = { survey, budget, price: node.price, lists, hours, earlier: this.earlier, above }
    const { best, complete, steps: taken } = descend({ ...task, steps: most })
    this.work -= taken
    if (best) this.best = best
    if (complete) node.bound = Math.max(above, best?.value ?? above)
    else if (!exact) this.cut(node, lists, queue)
  }

  /** One walk over the people of a node's groups. */
  private workOfWalk({ pattern }: Node): number {
    const { groups } = this.quest.survey.field
    let rows = 0
    for (const roles of pattern) rows += groups[roles]?.people.length ?? 0
    return rows / 32
  }

  /** Queues the two halves of a node in its place. */
  private cut(node: Node, lists: readonly Shortlist[], queue: (half: Node) => void): void {
    const { survey, budget } = this.quest
    const { hours, leastHours } = survey.windows
    const asked = lists.map(({ rows }) => hours[rows[0]?.person ?? 0] as number)
    for (const setting of splitSetting(node.setting, leastHours, asked)) {
      this.work -= this.workOfWalk(node)
      const outlooks = outlooksIn(survey, setting, node.pattern, node.fixing)
      if (!outlooks) continue
      const half = { ...node, setting, outlooks, closed: false }
      refine(half, survey, budget)
      this.nodes.push(half)
      queue(half)
    }
    node.closed = true
  }

  /** A node's bound from its shortlists, with what it costs to differ from each earlier team. */
  private boundOf(node: Node, lists: readonly Shortlist[]): number {
    const { survey, budget } = this.quest
    const { domains, domainGain } = survey.field
    const price = node.price === 0 ? 0 : node.price * budget
    const tops = lists.reduce((sum, { top }) => sum + top, price)
    const losses = Array.from({ length: domains }, (_, domain) =>
      Math.min(...lists.map(({ lossToKnow }) => lossToKnow[domain] as number)),
    )
    const bounds = this.earlier.map((_, at) => {
      const dearest = lists
        .map(({ lossToDiffer }) => lossToDiffer[at] as number)
        .sort((a, b) => a - b)
        .slice(0, leastDifference)
      if (dearest.length < leastDifference) return Number.NEGATIVE_INFINITY
      return tops + domains * domainGain - dearest.reduce((sum, loss) => sum + loss)
    })
    return Math.min(tops + mostOfDomains(losses, domainGain), ...bounds)
  }
}

/** Where a node belongs from `next` on, the highest bound first. */
function placeFor({ bound }: Node, queue: readonly Node[], next: number): number {
  let low = next
  let high = queue.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((queue[middle] as Node).bound > bound) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether everybody on the lists works in the same hours, as many as are asked for. */
function isShared({ windows }: Survey, node: Node, lists: readonly Shortlist[]): boolean {
  let shared = node.setting.allowed
  for (const { rows } of lists) {
    for (const { person } of rows) shared &= windows.hours[person] as number
  }
  return countHours(shared) >= windows.leastHours
}
