import { Blocks, bytesOf, grown } from './columns'
import { evidenceStrengths, type KnownSkill } from './profile'

/** A level and its evidence in four bits, so that whoever reaches a level has at least its grade. */
export function gradeOf({ level, evidence }: Pick<KnownSkill, 'level' | 'evidence'>): number {
  return leastGrade(level) + evidenceStrengths.indexOf(evidence)
}

export const levelOfGrade = (grade: number) => (grade >> 2) + 1
export const evidenceOfGrade = (grade: number) => grade & 3
export const leastGrade = (level: number) => (level - 1) * 4

/** Everybody who has one skill, in no order; the first `count` places hold. */
export type Posting = { people: Uint32Array; grades: Uint8Array; count: number }

/**
 * Who can do what, both ways: of each skill its people, of each person their skills. An entry of a
 * person knows its place in the posting, so that a change costs what the person's skills are, not
 * what the pool is.
 */
export class SkillIndex {
  private readonly codes = new Map<string, number>()
  private readonly postings: Posting[] = []
  private readonly entries = new Blocks({
    skill: new Uint16Array(0),
    grade: new Uint8Array(0),
    place: new Uint32Array(0),
  })

  get bytes(): number {
    const postings = this.postings.flatMap(({ people, grades }) => [people, grades])
    return this.entries.bytes + bytesOf(postings)
  }

  /** The people who have a skill, at any level; undefined when nobody ever had. */
  posting(skillId: string): Posting | undefined {
    return this.postings[this.codeOf(skillId)]
  }

  /** −1 for a skill that nobody ever had. */
  codeOf(skillId: string): number {
    return this.codes.get(skillId) ?? -1
  }

  /** The grade of one person in one skill; −1 for none. */
  gradeIn(person: number, code: number): number {
    const at = this.entry(person, code)
    return at < 0 ? -1 : (this.entries.columns.grade[at] as number)
  }

  /** Puts these skills in the place of all that the person had. */
  set(person: number, skills: readonly KnownSkill[]): void {
    this.clear(person)
    this.entries.resize(person, skills.length)
    const from = this.entries.from(person)
    const { skill, grade, place } = this.entries.columns
    for (const [offset, known] of skills.entries()) {
      const code = this.codeFor(known.skillId)
      const posting = this.postings[code] as Posting
      posting.people = grown(posting.people, posting.count + 1)
      posting.grades = grown(posting.grades, posting.count + 1)
      posting.people[posting.count] = person
      posting.grades[posting.count] = gradeOf(known)
      skill[from + offset] = code
      grade[from + offset] = gradeOf(known)
      place[from + offset] = posting.count++
    }
  }

  private codeFor(skillId: string): number {
    const known = this.codes.get(skillId)
    if (known !== undefined) return known
    this.codes.set(skillId, this.postings.length)
    return (
      this.postings.push({ people: new Uint32Array(0), grades: new Uint8Array(0), count: 0 }) - 1
    )
  }

  private entry(person: number, code: number): number {
    const { skill } = this.entries.columns
    const until = this.entries.until(person)
    for (let at = this.entries.from(person); at < until; at++) if (skill[at] === code) return at
    return -1
  }

  /** Takes the person out of every posting: the last one there moves into the gap. */
  private clear(person: number): void {
    const { skill, place } = this.entries.columns
    const until = this.entries.until(person)
    for (let at = this.entries.from(person); at < until; at++) {
      const code = skill[at] as number
      const posting = this.postings[code] as Posting
      const gap = place[at] as number
      const last = --posting.count
      const moved = posting.people[last] as number
      posting.people[gap] = moved
      posting.grades[gap] = posting.grades[last] as number
      if (moved !== person) place[this.entry(moved, code)] = gap
    }
  }
}
