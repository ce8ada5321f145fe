import { describe, expect, it } from 'vitest'
import { checkCase, restsOn } from './case-check.ts'

const text = { title: '流动的专家门诊', done: '张三坐诊，为王小明、李四随访。', effect: '群众满意。' }
const beside = {
  residents: [
    { id: 'a', name: '王小明', praised: false },
    { id: 'b', name: '李四', praised: true },
    { id: 'c', name: '群', praised: false },
    { id: 'd', name: '张三', praised: false },
    { id: 'e', name: '不在文中', praised: false },
  ],
  doctors: ['张三'],
  cleared: [],
}

describe('a case is looked through (PUB-5, SEC-4)', () => {
  it('names no resident who did not agree; a doctor is named for her work', () => {
    expect(checkCase(text, beside)).toEqual([{ field: 'done', kind: 'resident', text: '王小明' }])
    expect(restsOn(text, beside)).toEqual(['b'])
  })
  it('takes the author’s word that a word is no resident', () => {
    const cleared = ['王小明', '李四']
    expect(checkCase(text, { ...beside, cleared })).toEqual([])
    expect(restsOn(text, { ...beside, cleared })).toEqual([])
  })
  it('rests on the visits where she agreed, among others where she was not asked', () => {
    const two = { ...beside, residents: [...beside.residents, { id: 'f', name: '李四', praised: false }] }
    expect(checkCase(text, two).map((one) => one.text)).toEqual(['王小明'])
    expect(restsOn(text, two)).toEqual(['b'])
  })
  it.each([
    ['title', '拨打13800000123'],
    ['done', '身份证350803199001011234'],
    ['effect', '电话 0597-5800 123'],
  ] as const)('finds a number in the %s, also a cleared one', (field, words) => {
    const [found] = checkCase({ ...text, [field]: words }, { ...beside, residents: [], cleared: [words] })
    expect(found).toMatchObject({ field, kind: 'number' })
  })
  it('lets days, years and counts stand', () =>
    expect(
      checkCase(
        { title: '2023-2024年', done: '2024-05-20起，服务12000人次', effect: '满意率99.5%' },
        {
          ...beside,
          residents: [],
        },
      ),
    ).toEqual([]))
})
