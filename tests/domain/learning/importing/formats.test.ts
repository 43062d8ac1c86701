import { tarGz, zipFile, zipOfTexts } from 'tests/support/archives'
import { describe, expect, it } from 'vitest'
import { readImport } from '~/domain/learning/adapters/read-import.server'
import type { Item, Question } from '~/domain/learning/content/track-content'

const read = async (bytes: string | Uint8Array, name = 'My bank.txt') => {
  const { format, imported } = await readImport(new Uint8Array(Buffer.from(bytes)), name)
  const items = imported.content.courses.flatMap((course) => course.items)
  return {
    format,
    content: imported.content,
    files: imported.files,
    items,
    questions: items.flatMap((item) => (item.kind === 'quiz' ? item.quiz.questions : [])),
    lost: imported.lost.map(({ reason, title }) => `${reason}: ${title}`),
  }
}
const bodyOf = (item: Item | undefined) => (item?.kind === 'lesson' ? item.body : '')
const rightOf = (question: Question | undefined) =>
  question && 'options' in question
    ? question.options.filter(({ correct }) => correct).map(({ text }) => text)
    : []
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('GIFT', () => {
  it('reads every kind of question', async () => {
    const bank = `
// a remark
$CATEGORY: $course$/top/Rivers

::Longest:: Which river is longest? {
  =Nile#Yes, by most counts
  ~Indus
  ~%50%Amazon
  #### Lengths are disputed.
}

::Even:: Which are even? {~%50%2 ~%50%4 ~%-100%3}

::Sea:: The Indus ends in a sea. {T#No: it does#Right}

::Pi:: What is pi to two places? {#3.14:0.005}

::Range:: A number from 1 to 2 {#1..2}

::Short:: The colour of grass? {=green =%50%olive}

The Ravi is a {=river ~lake} of Punjab.

::Pairs:: Match. {=Lahore -> Ravi =Sukkur -> Indus}

::Essay:: Write. {}

Only words here.

$CATEGORY: top/Seas
::Escaped:: What does \\{ open? {=a \\{brace\\} ~a \\~wave}

::Html:: [html]<p>Is <b>this</b> strong?</p>{TRUE}
`
    const { format, items, questions, lost } = await read(bank)
    expect(format).toBe('gift')
    expect(items.map(({ title }) => title)).toEqual(['Rivers', 'Seas'])
    expect(questions.map(({ kind }) => kind)).toEqual([
      'single',
      'multiple',
      'single',
      'numeric',
      'numeric',
      'short_text',
      'single',
      'single',
      'single',
      'single',
      'single',
    ])
    expect(questions[0]).toMatchObject({
      prompt: 'Which river is longest?',
      explanation: 'Lengths are disputed.\n\n- Nile: Yes, by most counts',
    })
    expect(questions.map(rightOf)).toEqual([
      ['Nile'],
      ['2', '4'],
      ['True'],
      [],
      [],
      [],
      ['river'],
      ['Ravi'],
      ['Indus'],
      ['a {brace}'],
      ['True'],
    ])
    expect(questions[3]).toMatchObject({ answer: '3.14', tolerance: '0.005' })
    expect(questions[4]).toMatchObject({ answer: '1.5', tolerance: '0.5' })
    expect(questions[5]).toMatchObject({ accept: ['green', 'olive'] })
    expect(questions[6]?.prompt).toMatch(/^The Ravi is a \\?_+.* of Punjab\.$/)
    expect(questions[10]?.prompt).toBe('Is **this** strong?')
    expect(lost).toEqual([
      'partial_credit: Longest',
      'partial_credit: Short',
      'question_matching_split: Pairs',
      'question_essay: Essay',
      'question_kind: Only words here.',
    ])
  })

  it('divides a category into quizzes of at most twenty', async () => {
    const bank = Array.from({ length: 45 }, (_, at) => `Question ${at}? {T}`).join('\n\n')
    const { items } = await read(bank)
    expect(items.map(({ title }) => title)).toEqual([
      'My bank (1/3)',
      'My bank (2/3)',
      'My bank (3/3)',
    ])
    expect(items.every((item) => item.kind === 'quiz' && item.quiz.questions.length === 15)).toBe(
      true,
    )
  })
})

describe('the encoding of a text', () => {
  const bank = '::ق:: دریا؟ {=راوی ~جھیل}'
  const wide = Buffer.from(`\ufeff${bank}`, 'utf16le')
  it.each([
    ['UTF-8 with its mark', Buffer.from(`\ufeff${bank}`)],
    ['UTF-16, little end first', wide],
    ['UTF-16, big end first', Buffer.from(wide).swap16()],
  ])('is read as %s', async (_what, bytes) => {
    const { format, questions } = await read(bytes)
    expect(format).toBe('gift')
    expect(questions).toMatchObject([{ prompt: 'دریا؟' }])
  })

  it('is the same for pages of Markdown', async () => {
    const page = Buffer.from('\ufeff# راوی\n\nپانی\n', 'utf16le')
    const { items } = await read(zipFile([{ name: 'a.md', data: page }]), 'a.zip')
    expect(items).toMatchObject([{ title: 'راوی', body: 'پانی\n' }])
  })
})

describe('Moodle XML', () => {
  const question = (type: string, inner: string, name = type) =>
    `<question type="${type}"><name><text>${name}</text></name><questiontext format="html"><text><![CDATA[<p>Ask <em>${type}</em></p>]]></text></questiontext>${inner}</question>`
  const answer = (fraction: number, text: string, inner = '') =>
    `<answer fraction="${fraction}" format="html"><text>${text}</text>${inner}</answer>`

  it('reads its kinds of question, pictures and feedback', async () => {
    const picture = `<question type="multichoice"><name><text>Seen</text></name><questiontext format="html"><text><![CDATA[<p>What is it? <img src="@@PLUGINFILE@@/a%20b.png" alt="A dot"></p>]]></text><file name="a b.png" encoding="base64">${png.toString('base64')}</file></questiontext><single>true</single>${answer(100, 'A dot', '<feedback format="html"><text>Yes</text></feedback>')}${answer(0, 'A line')}</question>`
    const bank = `<?xml version="1.0"?><quiz>
      <question type="category"><category><text>$course$/top/Default for Water</text></category></question>
      ${picture}
      ${question('truefalse', answer(100, 'true') + answer(0, 'false'))}
      ${question('multichoice', `<single>false</single>${answer(50, 'a')}${answer(50, 'b')}${answer(-50, 'c')}`, 'many')}
      ${question('shortanswer', `<usecase>1</usecase>${answer(100, 'Ravi')}${answer(50, 'Rawi')}`)}
      ${question('numerical', `${answer(100, '1.5', '<tolerance>0.25</tolerance>')}<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>`)}
      ${question('matching', '<subquestion format="html"><text>Lahore</text><answer><text>Ravi</text></answer></subquestion><subquestion format="html"><text>Sukkur</text><answer><text>Indus</text></answer></subquestion>')}
      ${question('ordering', answer(1, 'first') + answer(2, 'second'))}
      ${question('essay', '')}${question('cloze', '')}${question('calculated', '')}
      ${question('multichoice', answer(0, 'a') + answer(0, 'b'), 'nothing right')}
    </quiz>`
    const { format, items, questions, lost, files } = await read(bank, 'bank.xml')
    expect(format).toBe('moodle_xml')
    expect(items.map(({ title }) => title)).toEqual(['Water'])
    expect(questions.map(({ kind }) => kind)).toEqual([
      'single',
      'single',
      'multiple',
      'short_text',
      'numeric',
      'single',
      'single',
      'ordering',
    ])
    expect(questions[0]).toMatchObject({
      prompt: 'What is it? ![A dot](assets/a-b.png)',
      explanation: '- A dot: Yes',
    })
    expect([...files.keys()]).toEqual(['assets/a-b.png'])
    expect(questions[4]).toMatchObject({ answer: '1.5', tolerance: '0.25', unit: 'm' })
    expect(lost).toEqual([
      'partial_credit: many',
      'case: shortanswer',
      'partial_credit: shortanswer',
      'question_matching_split: matching',
      'question_essay: essay',
      'question_kind: cloze',
      'variables: calculated',
      'question_no_answer: nothing right',
    ])
  })
})

const resource = (id: string, type: string, href: string, more = '') =>
  `<resource identifier="${id}" type="${type}" href="${href}"><file href="${href}"/>${more}</resource>`
const cartridge = (
  outline: string,
  resources: string,
  files: Record<string, string | Uint8Array>,
) =>
  zipOfTexts({
    'imsmanifest.xml': `<?xml version="1.0"?><manifest><metadata><schema>IMS Common Cartridge</schema><schemaversion>1.2.0</schemaversion></metadata><organizations><organization><item identifier="root">${outline}</item></organization></organizations><resources>${resources}</resources></manifest>`,
    ...files,
  })
const item = (title: string, ref: string) =>
  `<item identifier="i-${ref}" identifierref="${ref}"><title>${title}</title></item>`
const qtiItem = (
  id: string,
  profile: string,
  presentation: string,
  processing: string,
  meta = '',
) =>
  `<item ident="${id}" title="${id}"><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>cc_profile</fieldlabel><fieldentry>${profile}</fieldentry></qtimetadatafield>${meta}</qtimetadata></itemmetadata><presentation><material><mattext texttype="text/html">&lt;p&gt;Ask ${id}&lt;/p&gt;</mattext></material>${presentation}</presentation><resprocessing>${processing}</resprocessing></item>`
const label = (id: string) =>
  `<response_label ident="${id}"><material><mattext texttype="text/plain">Choice ${id}</mattext></material></response_label>`
const lid = (cardinality: string, ...ids: string[]) =>
  `<response_lid ident="r" rcardinality="${cardinality}"><render_choice>${ids.map(label).join('')}</render_choice></response_lid>`
const when = (condition: string) =>
  `<respcondition><conditionvar>${condition}</conditionvar><setvar varname="SCORE">100</setvar></respcondition>`
const is = (value: string) => `<varequal respident="r">${value}</varequal>`
const numeric =
  '<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>numerical_question</fieldentry></qtimetadatafield>'

describe('Common Cartridge', () => {
  it('makes courses of the outline, and says what it leaves out', async () => {
    const page =
      '<html><head><title>x</title></head><body><h1>Rivers</h1><p>The <b>Indus </b>is long.<sup>2</sup></p><p><img src="$IMS-CC-FILEBASE$/pics/a.png?x=1" alt="A dot"> <a href="b.html">more</a></p><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2 | 3</td></tr></table><script>alert(1)</script><iframe src="https://example.org/film"></iframe></body></html>'
    const { format, content, items, lost, files } = await read(
      cartridge(
        `<item identifier="m"><title>First</title>${item('Rivers', 'p')}${item('Site', 'w')}${item('Talk', 't')}${item('Tool', 'l')}${item('Gone', 'g')}${item('Locked', 'k')}</item><item identifier="n"><title>Second</title>${item('Paper', 'd')}${item('Nowhere', 'zz')}</item>`,
        resource('p', 'webcontent', 'web/p.html') +
          resource('w', 'imswl_xmlv1p2', 'w.xml') +
          resource('t', 'imsdt_xmlv1p2', 't.xml') +
          resource('l', 'imsbasiclti_xmlv1p0', 'l.xml') +
          resource('g', 'webcontent', 'gone.html') +
          resource(
            'k',
            'webcontent',
            'web/p.html',
            '<authorizations><authorization/></authorizations>',
          ) +
          resource('d', 'webcontent', 'paper.pdf') +
          resource('e', 'webcontent', 'web/extra.html'),
        {
          'web/p.html': page,
          'web_resources/pics/a.png': png,
          'w.xml':
            '<webLink><title>Site</title><url href="https://example.org/a?b=1&amp;c=2"/></webLink>',
          't.xml':
            '<topic><title>Talk</title><text texttype="text/html">&lt;p&gt;What do you think?&lt;/p&gt;</text></topic>',
          'l.xml': '<cartridge_basiclti_link/>',
          'paper.pdf': 'x',
          'web/extra.html': '<p>More.</p>',
        },
      ),
      'a.imscc',
    )
    expect(format).toBe('common_cartridge')
    expect(
      content.courses.map(({ title, items: all }) => [title, all.map((one) => one.title)]),
    ).toEqual([
      ['First', ['Rivers', 'Site', 'Talk']],
      ['Course: more pages', ['extra']],
    ])
    const body = bodyOf(items[0])
    expect(body).toContain('## Rivers\n\nThe **Indus** is long.²')
    expect(body).toContain('![A dot](assets/a.png) more')
    expect(body).toContain('| 1 | 2 \\| 3 |')
    expect(body).toContain('https://example.org/film')
    expect(body).not.toContain('alert')
    expect(bodyOf(items[1])).toBe('<https://example.org/a?b=1&c=2>\n')
    expect([...files.keys()]).toEqual(['assets/a.png'])
    expect(lost).toEqual([
      'link_inside: Rivers',
      'script: Rivers',
      'media: Rivers',
      'discussion: Talk',
      'tool: Tool',
      'file_missing: Gone',
      'restricted: Locked',
      'file_kind: Paper',
      'file_missing: Nowhere',
    ])
  })

  it('makes quizzes of QTI 1.2', async () => {
    const assessment = `<questestinterop><assessment ident="a" title="Quiz"><qtimetadata><qtimetadatafield><fieldlabel>qmd_timelimit</fieldlabel><fieldentry>30</fieldentry></qtimetadatafield></qtimetadata><section ident="root">
      ${qtiItem('one', 'cc.multiple_choice.v0p1', lid('Single', 'a', 'b'), when(is('b')))}
      ${qtiItem('many', 'cc.multiple_response.v0p1', lid('Multiple', 'a', 'b', 'c'), when(`<and>${is('a')}<not>${is('b')}</not>${is('c')}</and>`))}
      ${qtiItem('truth', 'cc.true_false.v0p1', lid('Single', 't', 'f'), when(is('t')))}
      ${qtiItem('gap', 'cc.fib.v0p1', '<response_str ident="r"><render_fib/></response_str>', when(is('Ravi')) + when(is('Rawi')))}
      ${qtiItem('number', '', '<response_str ident="r"><render_fib fibtype="Decimal"/></response_str>', when('<or><and><vargte respident="r">3.1</vargte><varlte respident="r">3.2</varlte></and></or>'), numeric)}
      ${qtiItem('essay', 'cc.essay.v0p1', '<response_str ident="r"/>', '')}
      ${qtiItem('none', 'cc.multiple_choice.v0p1', lid('Single', 'a', 'b'), '')}
    </section></assessment></questestinterop>`
    const { items, questions, lost } = await read(
      cartridge(
        item('Quiz', 'q'),
        resource('q', 'imsqti_xmlv1p2/imscc_xmlv1p2/assessment', 'q.xml'),
        { 'q.xml': assessment },
      ),
      'a.imscc',
    )
    expect(items).toMatchObject([{ kind: 'quiz', title: 'Quiz', quiz: { limitMinutes: 30 } }])
    expect(questions.map(({ kind, prompt }) => `${kind} ${prompt}`)).toEqual([
      'single Ask one',
      'multiple Ask many',
      'single Ask truth',
      'short_text Ask gap',
      'numeric Ask number',
    ])
    expect(questions.map(rightOf).slice(0, 3)).toEqual([
      ['Choice b'],
      ['Choice a', 'Choice c'],
      ['Choice t'],
    ])
    expect(questions[3]).toMatchObject({ accept: ['Ravi', 'Rawi'] })
    expect(questions[4]).toMatchObject({ answer: '3.15', tolerance: '0.05' })
    expect(lost).toEqual(['question_essay: essay', 'question_no_answer: none'])
  })
})

describe('QTI 3', () => {
  const single = (id: string, declaration: string, body: string) =>
    `<?xml version="1.0"?><qti-assessment-item identifier="${id}" title="${id}">${declaration}<qti-item-body>${body}</qti-item-body></qti-assessment-item>`
  const declared = (type: string, cardinality: string, ...values: string[]) =>
    `<qti-response-declaration identifier="R" cardinality="${cardinality}" base-type="${type}"><qti-correct-response>${values.map((value) => `<qti-value>${value}</qti-value>`).join('')}</qti-correct-response></qti-response-declaration>`
  const choices =
    '<qti-simple-choice identifier="A">One</qti-simple-choice><qti-simple-choice identifier="B">Two</qti-simple-choice>'

  it('reads one item by itself', async () => {
    const { format, questions } = await read(
      single(
        'pick',
        declared('identifier', 'single', 'B'),
        `<p>Look.</p><qti-choice-interaction response-identifier="R" max-choices="1"><qti-prompt>Which?</qti-prompt>${choices}</qti-choice-interaction>`,
      ),
      'pick.xml',
    )
    expect(format).toBe('qti3')
    expect(questions).toMatchObject([{ kind: 'single', prompt: 'Look.\n\nWhich?' }])
    expect(rightOf(questions[0])).toEqual(['Two'])
  })

  it('reads a package, its tests as quizzes', async () => {
    const files = {
      'imsmanifest.xml': `<manifest><metadata/><organizations/><resources>${resource('t', 'imsqti_test_xmlv3p0', 'tests/t.xml')}${['a', 'b', 'c', 'd', 'e'].map((id) => resource(id, 'imsqti_item_xmlv3p0', `items/${id}.xml`)).join('')}</resources></manifest>`,
      'tests/t.xml':
        '<qti-assessment-test title="Test"><qti-test-part><qti-assessment-section title="Part"><qti-assessment-item-ref href="../items/a.xml"/><qti-assessment-item-ref href="../items/b.xml"/><qti-assessment-item-ref href="../items/e.xml"/></qti-assessment-section></qti-test-part></qti-assessment-test>',
      'items/a.xml': single(
        'a',
        declared('identifier', 'ordered', 'B', 'A'),
        `<p>Sort.</p><qti-order-interaction response-identifier="R">${choices}</qti-order-interaction>`,
      ),
      'items/b.xml': single(
        'b',
        declared('string', 'single', 'Ravi'),
        '<p>The river is <qti-text-entry-interaction response-identifier="R"/>.</p>',
      ),
      'items/c.xml': single(
        'c',
        declared('float', 'single', '2.5'),
        '<p>Half of 5? <qti-text-entry-interaction response-identifier="R"/></p>',
      ),
      'items/d.xml': single('d', '', '<qti-extended-text-interaction response-identifier="R"/>'),
      'items/e.xml': single('e', '', '<qti-hotspot-interaction response-identifier="R"/>'),
    }
    const { items, questions, lost } = await read(zipOfTexts(files), 'Tests.zip')
    expect(items.map(({ title }) => title)).toEqual(['Part', 'Tests'])
    expect(questions).toMatchObject([
      { kind: 'ordering', parts: [{ text: 'Two' }, { text: 'One' }] },
      { kind: 'short_text', accept: ['Ravi'], prompt: expect.stringMatching(/^The river is .*_/) },
      { kind: 'numeric', answer: '2.5' },
    ])
    expect(lost).toEqual(['question_kind: e', 'question_essay: d'])
  })
})

describe('OLX', () => {
  it('makes chapters courses, pages lessons and problems quizzes', async () => {
    const files = {
      'course/course.xml': '<course url_name="run" org="o" course="c"/>',
      'course/course/run.xml':
        '<course display_name="Water" language="ur"><chapter url_name="ch"/><wiki slug="x"/></course>',
      'course/chapter/ch.xml':
        '<chapter display_name="Rivers"><sequential url_name="s"/></chapter>',
      'course/sequential/s.xml':
        '<sequential display_name="S"><vertical url_name="v"/></sequential>',
      'course/vertical/v.xml':
        '<vertical display_name="Indus"><html url_name="h"/><video url_name="f"/><problem url_name="p"/><problem url_name="script"/><discussion display_name="Talk"/><poll display_name="Poll"/></vertical>',
      'course/html/h.xml': '<html display_name="Text" filename="h"/>',
      'course/html/h.html': '<p>It is \\(3180\\) km.<img src="/static/a.png" alt="dot"></p>',
      'course/static/a.png': png,
      'course/video/f.xml': '<video display_name="Film" youtube="1.00:abcdefghijk"/>',
      'course/problem/p.xml':
        '<problem display_name="Ask"><p>Think.</p><multiplechoiceresponse><label>Where?</label><choicegroup><choice correct="true">Sindh</choice><choice correct="false">Mars</choice></choicegroup></multiplechoiceresponse><choiceresponse><label>Which?</label><checkboxgroup><choice correct="true">a</choice><choice correct="true">b</choice><choice correct="false">c</choice></checkboxgroup></choiceresponse><numericalresponse answer="200"><label>How long?</label><responseparam type="tolerance" default="5%"/><formulaequationinput/></numericalresponse><stringresponse answer="Ravi" type="ci"><label>Name?</label><additional_answer answer="Rawi"/><textline/></stringresponse><optionresponse><label>Pick</label><optioninput options="(\'x\',\'y\')" correct="y"/></optionresponse><customresponse/><solution><p>So.</p></solution></problem>',
      'course/problem/script.xml':
        '<problem display_name="Drawn"><script type="loncapa/python">x=1</script><numericalresponse answer="$x"/></problem>',
    }
    const {
      format,
      content,
      items,
      questions,
      lost,
      files: made,
    } = await read(
      tarGz(Object.entries(files).map(([name, data]) => ({ name, data: data as string }))),
      'course.tar.gz',
    )
    expect(format).toBe('olx')
    expect(content).toMatchObject({ title: 'Water', language: 'ur' })
    expect(items.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'lesson Indus',
      'quiz Indus',
    ])
    expect(bodyOf(items[0])).toContain('It is $3180$ km.')
    expect(bodyOf(items[0])).toContain('<https://www.youtube.com/watch?v=abcdefghijk>')
    expect(made.size).toBeLessThanOrEqual(1)
    expect(questions).toMatchObject([
      { kind: 'single', prompt: 'Think.\n\nWhere?', explanation: 'So.' },
      { kind: 'multiple', prompt: 'Which?' },
      { kind: 'numeric', answer: '200', tolerance: '10' },
      { kind: 'short_text', accept: ['Ravi', 'Rawi'] },
      { kind: 'single', prompt: 'Pick' },
    ])
    expect(lost).toEqual(
      expect.arrayContaining([
        'media: Film',
        'variables: Drawn',
        'discussion_left: Talk',
        'resource_kind: Poll',
        'question_kind: Ask',
      ]),
    )
  })
})

describe('a Markdown folder', () => {
  it('makes folders courses and pages lessons', async () => {
    const { format, content, lost, items, files } = await read(
      zipFile([
        { name: 'water/10-seas/1-arabian.md', data: 'No heading.' },
        { name: 'water/2-rivers/README.md', data: '# Rivers\n\nAll of them.' },
        {
          name: 'water/2-rivers/1-indus.md',
          data: '# The Indus\r\n\r\n![dot](../pics/a.png) ![gone](b.png)',
        },
        { name: 'water/pics/a.png', data: png },
        { name: 'water/notes.docx', data: 'x' },
      ]),
      'water.zip',
    )
    expect(format).toBe('markdown_folder')
    expect(
      content.courses.map(({ title, items: all }) => [title, all.map((one) => one.title)]),
    ).toEqual([
      ['rivers', ['Rivers', 'The Indus']],
      ['seas', ['arabian']],
    ])
    expect(bodyOf(items[1])).toContain('![dot](assets/a.png) gone')
    expect(files.size).toBe(1)
    expect(lost).toEqual(['picture_missing: The Indus', 'file_kind: water/notes.docx'])
  })

  const folderOf = async (files: Record<string, string | Uint8Array>) =>
    read(zipOfTexts(files), 'notes.zip')

  it('takes the title of a page from its head, and names what else the head says', async () => {
    const { items, lost } = await folderOf({
      'a.md':
        '---\ntitle: "Water: a start"\ndate: 2026-01-02\ntags: [a]\n---\n\n# First\n\nText.\n',
      'b.md': '\ufeff---\r\ntitle: Same\r\n---\r\n# Same\r\n\r\nText.\r\n',
      'c.md': '+++\ntitle = "Third"\n+++\nText.\n',
    })
    expect(items.map(({ title }) => title)).toEqual(['Water: a start', 'Same', 'Third'])
    expect(bodyOf(items[0])).toBe('# First\n\nText.\n')
    expect(bodyOf(items[1])).toBe('Text.\n')
    expect(lost).toEqual(['front_matter: Water: a start'])
  })

  it('makes links between pages links between lessons, and names those that lead nowhere', async () => {
    const { items, lost } = await folderOf({
      'a.md':
        '# A\n\n[to *b*](b.md#Part) [c](./deep/c.md "C") [folder](deep/) [gone](gone.md) [r][r] [x][x] `[k](b.md)`\n\n[r]: b.md\n[x]: ../out.md\n',
      'b.md':
        '# B\n\n[back](/a.md) [web](http://a.example/x) <http://b.example> [//](//c.example)\n',
      'deep/README.md': '# Deep\n\nText.\n',
      'deep/c.md': '# C\n\n[up](../b.md) [bad](javascript:alert(1))\n',
    })
    expect(items.map(({ key }) => key)).toEqual(['a', 'b', 'deep', 'c'])
    expect(bodyOf(items[0])).toBe(
      '[to *b*](b#l-part) [c](c "C") [folder](deep) gone [r][r] x `[k](b.md)`\n\n[r]: b\n',
    )
    expect(bodyOf(items[1])).toBe(
      '[back](a) [web](https://a.example/x) <https://b.example> [//](https://c.example)\n',
    )
    expect(bodyOf(items[3])).toBe('[up](b) bad\n')
    expect(lost.sort()).toEqual([
      ...['link_http: B', 'link_http: B', 'link_inside: A', 'link_inside: A', 'link_scheme: C'],
    ])
  })

  it('carries HTML over as Markdown, and names it', async () => {
    const { items, lost, files } = await folderOf({
      'a.md':
        '# A\n\nOne<br>two <b>three</b>\n\n<div class="x"><p>Four <i>five</i></p></div>\n\n<iframe src="https://f.example/v"></iframe>\n\n<img src="p.png" alt="P">\n\n```html\n<script>\n```\n',
      'p.png': png,
    })
    const body = bodyOf(items[0])
    expect(body).toContain('One two three\n\nFour _five_\n')
    expect(body).toContain('https://f.example/v')
    expect(body).toContain('![P](assets/p.png)')
    expect(body).toContain('```html\n<script>\n```')
    expect([...files.keys()]).toEqual(['assets/p.png'])
    expect(lost.sort()).toEqual(['html: A', 'media: A'])
  })

  it('takes no drawing that the page for pictures would refuse', async () => {
    const { files, lost, items } = await folderOf({
      'a.md': '# A\n\n![s](s.svg) ![b](b.svg) ![k](k.png) ![ok](ok.svg)\n',
      's.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'b.svg': '<svg><g></svg>',
      'k.png': '<html>',
      'ok.svg': '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    })
    expect([...files.keys()]).toEqual(['assets/ok.svg'])
    expect(bodyOf(items[0])).toBe('s b k ![ok](assets/ok.svg)\n')
    expect(lost).toEqual(['picture_script: A', 'picture_broken: A', 'picture_kind: A'])
  })
})
