import { bytesOf, grown } from './columns'
import { evidenceStrengths, type KnownSkill } from './profile'

/** A level and its evidence in four bits, so that whoever reaches a level has at least its grade. */
export function gradeOf({ level, evidence }: Pick<KnownSkill, 'level' | 'evidence'>): number {
  return (level - 1) * 4 + evidenceStrengths.indexOf(evidence)
}

export const levelOfGrade = (grade: number) => (grade >> 2) + 1
export const evidenceOfGrade = (grade: number) => grade & 3
export const leastGrade = (level: number) => (level - 1) * 4

/** Everybody who has one skill, in no order; the first `count` places hold. */
export type Posting = { people: Uint32Array; grades: Uint8Array; count: number }

const tidyFrom = 4_096

/**
 * Who can do what, both ways: of each skill its people, of each person their skills. An entry of a
 * person knows its place in the posting, so that a change costs what the person's skills are, not
 * what the pool is.
 */
export class SkillIndex {
  private readonly codes = new Map<string, number>()
  private readonly postings: Posting[] = []
  // A person's entries lie together, from `start`; `room` is how many fit.
  private start = new Uint32Array(0)
  private room = new Uint16Array(0)
  private length = new Uint16Array(0)
  private skill = new Uint16Array(0)
  private grade = new Uint8Array(0)
  private place = new Uint32Array(0)
  private used = 0
  private unused = 0

  get bytes(): number {
    const own = [this.start, this.room, this.length, this.skill, this.grade, this.place]
    return bytesOf([...own, ...this.postings.flatMap(({ people, grades }) => [people, grades])])
  }

  /** The people who have a skill, at any level; undefined when nobody ever had. */
  posting(skillId: string): Posting | undefined {
    const code = this.codes.get(skillId)
    return code === undefined ? undefined : this.postings[code]
  }

  codeOf(skillId: string): number {
    return this.codes.get(skillId) ?? -1
  }

  /** The grade of one person in one skill; −1 for none. */
  gradeIn(person: number, code: number): number {
    const at = this.entry(person, code)
    return at < 0 ? -1 : (this.grade[at] as number)
  }

  /** Puts these skills in the place of all that the person had. */
  set(person: number, skills: readonly KnownSkill[]): void {
    this.clear(person)
    if (skills.length === 0) return
    this.makeRoom(person, skills.length)
    const from = this.start[person] as number
    for (const [offset, known] of skills.entries()) {
      const code = this.codeFor(known.skillId)
      const posting = this.postings[code] as Posting
      const at = from + offset
      posting.people = grown(posting.people, posting.count + 1)
      posting.grades = grown(posting.grades, posting.count + 1)
      posting.people[posting.count] = person
      posting.grades[posting.count] = gradeOf(known)
      this.skill[at] = code
      this.grade[at] = gradeOf(known)
      this.place[at] = posting.count++
    }
    this.length[person] = skills.length
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
    const from = this.start[person] as number
    const until = from + (this.length[person] as number)
    for (let at = from; at < until; at++) if (this.skill[at] === code) return at
    return -1
  }

  /** Takes the person out of every posting: the last one there moves into the gap. */
  private clear(person: number): void {
    if (person >= this.length.length) return
    const from = this.start[person] as number
    const until = from + (this.length[person] as number)
    for (let at = from; at < until; at++) {
      const code = this.skill[at] as number
      const posting = this.postings[code] as Posting
      const gap = this.place[at] as number
      const last = --posting.count
      const moved = posting.people[last] as number
      posting.people[gap] = moved
      posting.grades[gap] = posting.grades[last] as number
      if (moved !== person) this.place[this.entry(moved, code)] = gap
    }
    this.length[person] = 0
  }

  private makeRoom(person: number, needed: number): void {
    this.start = grown(this.start, person + 1)
    this.room = grown(this.room, person + 1)
    this.length = grown(this.length, person + 1)
    if ((this.room[person] as number) >= needed) return
    this.unused += this.room[person] as number
    this.room[person] = 0
    if (this.unused > tidyFrom && this.unused * 2 > this.used) this.tidy()
    this.reserve(this.used + needed)
    this.start[person] = this.used
    this.room[person] = needed
    this.used += needed
  }

  private reserve(entries: number): void {
    this.skill = grown(this.skill, entries)
    this.grade = grown(this.grade, entries)
    this.place = grown(this.place, entries)
  }

  /** Closes the gaps that people left who now have more skills. Half of all was gaps, so it is rare. */
  private tidy(): void {
    const { skill, grade, place } = this
    this.skill = new Uint16Array(skill.length)
    this.grade = new Uint8Array(grade.length)
    this.place = new Uint32Array(place.length)
    let next = 0
    for (let person = 0; person < this.start.length; person++) {
      const from = this.start[person] as number
      const until = from + (this.room[person] as number)
      this.skill.set(skill.subarray(from, until), next)
      this.grade.set(grade.subarray(from, until), next)
      this.place.set(place.subarray(from, until), next)
      this.start[person] = next
      next += until - from
    }
    this.used = next
    this.unused = 0
  }
}
