import { describe, expect, it } from 'vitest'
import { citationParts } from './citation-parts.ts'

describe('citationParts', () => {
  it.each<[string, string, string, string, boolean]>([
    [
      '永卫〔2024〕13号 六、工作安排（二）：“此后每月22日前报送”',
      '永卫〔2024〕13号',
      '六、工作安排（二）',
      '此后每月22日前报送',
      false,
    ],
    [
      '某方案 附件1 备注：“每位医师下基层工作 1 天，记为 1 人次。”（推定）',
      '某方案',
      '附件1 备注',
      '每位医师下基层工作 1 天，记为 1 人次。',
      true,
    ],
    ['某文 一：“报“附件1”和附件3”', '某文', '一', '报“附件1”和附件3', false],
  ])('takes %s apart', (citation, ...parts) => {
    const { document, heading, quote, inferred } = citationParts(citation)
    expect([document, heading, quote, inferred]).toEqual(parts)
  })
  it('keeps words of another shape whole', () => {
    expect(citationParts('口头通知')).toEqual({
      document: '口头通知',
      heading: '',
      quote: '',
      inferred: false,
    })
  })
})
