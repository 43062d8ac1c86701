import { descend, type Found, leastGain } from './descent'
import { mostOfDomains } from './domain-cover'
import { countHours } from './hours'
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
  /** How much may be looked at: steps of descents, and as many rows of people times eight. */
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

const stepsOfNode = 20_000
/** Where it is not yet settled which hours are shared, cutting helps more than walking. */
const stepsBeforeCut = 2_000
const workOfNode = 300
const usualWork = 1_500_000

/**
 * The best team: nodes (pattern, setting) are bounded at prices of the budget and opened from the
 * highest bound down, until no bound is above the best team. Where the work runs out, the bound says
 * by how much a better one could exceed what was found.
 */
export function search(quest: Quest): Answer {
  const { survey, budget, known, anyAbove = Number.NEGATIVE_INFINITY } = quest
  const least = known ? known.value + leastGain : anyAbove
  const run = new Run(quest, quest.nodes ?? nodesOf(survey, budget, least))
  const left = quest.anyAbove === undefined ? [...gaps] : [Number.POSITIVE_INFINITY]
  while (left.length > 0) {
    const gap = left[0] as number
    const highest = run.highestBound()
    const floor = run.floor(anyAbove)
    if (highest <= floor) break
    const wanted = highest - gap * Math.abs(highest)
    run.pass(Math.max(floor, wanted), left.length)
    if (run.best && run.best.value + leastGain > wanted) break
    left.shift()
  }
  const { best, nodes } = run
  const bound = Math.max(run.highestBound(), best?.value ?? Number.NEGATIVE_INFINITY)
  return { best, bound, certain: bound <= run.floor(anyAbove), nodes }
}

class Run {
  best: Found | null
  private work: number
  private readonly earlier: readonly Earlier[]
  private readonly stuck = new Set<Node>()

  constructor(
    private readonly quest: Quest,
    readonly nodes: Node[],
  ) {
    this.best = quest.known ?? null
    this.work = quest.work ?? usualWork
    this.earlier = quest.earlier ?? []
  }

  highestBound(): number {
    return this.nodes.reduce(
      (most, { bound, closed }) => (closed ? most : Math.max(most, bound)),
      Number.NEGATIVE_INFINITY,
    )
  }

  /** What a team must be above. */
  floor(above: number): number {
    return this.best ? Math.max(above, this.best.value + leastGain) : above
  }

  /**
   * Opens every node that may hold a team above `above`, from the highest bound down, with its part
   * of the work that is left.
   */
  pass(above: number, passes: number): void {
    const reserve = this.work - this.work / passes
    const queue = this.nodes.filter(({ closed, bound }) => !closed && bound > above)
    queue.sort((a, b) => b.bound - a.bound)
    for (let at = 0; at < queue.length && this.work > reserve; at++) {
      const node = queue[at] as Node
      if (node.bound <= this.floor(above)) return
      if (!this.stuck.has(node)) this.look(node, this.floor(above), queue, at + 1)
      if (this.best && this.quest.anyAbove !== undefined) return
    }
  }

  private look(node: Node, above: number, queue: Node[], next: number): void {
    const { survey, budget } = this.quest
    refine(node, survey, budget)
    if (node.bound <= above) return
    this.work -= workOfNode
    for (const roles of node.pattern) {
      this.work -= (survey.field.groups[roles]?.people.length ?? 0) / 8
    }
    const lists = shortlistsOf(survey, node, budget, above, this.earlier)
    const bound = lists ? this.boundOf(node, lists) : Number.NEGATIVE_INFINITY
    node.bound = Math.min(node.bound, Math.max(bound, above))
    if (!lists || bound <= above) return
    const exact = isShared(survey, node, lists)
    const most = !exact ? stepsBeforeCut : this.isCost() ? Number.POSITIVE_INFINITY : stepsOfNode
    const task = { survey, budget, price: node.price, lists, earlier: this.earlier, above }
    const { best, complete, steps } = descend({ ...task, steps: most })
    this.work -= steps
    if (best) this.best = best
    if (complete) node.bound = Math.max(above, best?.value ?? above)
    else if (exact || !this.cut(node, lists, queue, next)) this.stuck.add(node)
  }

  private isCost(): boolean {
    return this.quest.survey.field.aim === 'cost'
  }

  /** Queues the two halves of a node in its place; false when it cannot be cut. */
  private cut(node: Node, lists: readonly Shortlist[], queue: Node[], next: number): boolean {
    const { survey, budget } = this.quest
    const { hours, leastHours } = survey.windows
    const asked = lists.map(({ rows }) => hours[rows[0]?.person ?? 0] as number)
    const halves = splitSetting(node.setting, leastHours, asked)
    if (halves.length === 0) return false
    node.closed = true
    for (const setting of halves) {
      const outlooks = outlooksIn(survey, setting, node.pattern, node.fixing)
      if (!outlooks) continue
      const half = { ...node, setting, outlooks, closed: false }
      refine(half, survey, budget)
      this.nodes.push(half)
      queue.splice(placeFor(half, queue, next), 0, half)
    }
    return true
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
