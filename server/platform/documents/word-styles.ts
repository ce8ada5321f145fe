// The look of a .docx by GB/T 9704-2012: A4, text block 156 × 225 mm, 22 lines of 28 characters; the fonts are named as
// clerks' computers have them, so that Word and WPS set them (仿宋_GB2312, 黑体, 楷体_GB2312, 方正小标宋简体).
import {
  AlignmentType,
  Footer,
  type IFontAttributesProperties,
  type IRunOptions,
  type ISectionPropertiesOptions,
  type IStylesOptions,
  LineRuleType,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
} from 'docx'

const face = (eastAsia: string): IFontAttributesProperties => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia,
  hint: 'eastAsia',
})
export const FACES = {
  fang: face('仿宋_GB2312'),
  hei: face('黑体'),
  kai: face('楷体_GB2312'),
  song: face('宋体'),
  title: face('方正小标宋简体'),
}

/** Twentieths of a point: 22 lines fill 225 mm. */
const LINE = 579
const MM = 56.6929
const mm = (n: number): number => Math.round(n * MM)
/** 156 mm. */
export const TEXT_WIDTH = mm(156)
/** 3号, in half points. */
export const SIZE = 32
export const SPACING = { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 }
/** 28 characters of 16 pt are wider than 156 mm: each stands a quarter of a point closer (twentieths of a point). A
 * document grid would say the same, but programs read it differently. */
const CLOSER = -5
/** Two characters of size 3. */
export const INDENT = { firstLineChars: 200, firstLine: 640 }

const headingStyle = (font: IFontAttributesProperties, bold = false) => ({
  run: { font, size: SIZE, color: '000000', bold, italics: false },
  paragraph: { spacing: SPACING, indent: INDENT, keepNext: true },
})

/** Headings are redefined, or Word would set them blue. */
export const STYLES: IStylesOptions = {
  default: {
    document: {
      run: { font: FACES.fang, size: SIZE, characterSpacing: CLOSER },
      paragraph: { spacing: SPACING },
    },
    title: {
      run: { font: FACES.title, size: 44, color: '000000', bold: false },
      paragraph: {
        alignment: AlignmentType.CENTER,
        spacing: { line: 640, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
      },
    },
    heading1: headingStyle(FACES.hei),
    heading2: headingStyle(FACES.kai),
    heading3: headingStyle(FACES.fang),
    heading4: headingStyle(FACES.fang),
  },
}

const footer = (alignment: (typeof AlignmentType)[keyof typeof AlignmentType]): Footer => {
  const run = (options: IRunOptions) => new TextRun({ font: FACES.song, size: 28, ...options })
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: { left: 280, right: 280 },
        children: [run({ text: '— ' }), run({ children: [PageNumber.CURRENT] }), run({ text: ' —' })],
      }),
    ],
  })
}

export function sectionOf(turned: boolean): {
  properties: ISectionPropertiesOptions
  footers: { default: Footer; even: Footer }
} {
  const margin = turned
    ? { top: mm(28), bottom: mm(26), left: mm(37), right: mm(35) }
    : { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26) }
  return {
    properties: {
      page: {
        // The library turns the sheet itself: width and height are the upright ones.
        size: {
          width: mm(210),
          height: mm(297),
          orientation: turned ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: { ...margin, header: mm(15), footer: mm(turned ? 14 : 25) },
      },
    },
    footers: { default: footer(AlignmentType.RIGHT), even: footer(AlignmentType.LEFT) },
  }
}
