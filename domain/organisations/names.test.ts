import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findKind, findOwnership, KIND_WORDS, ORGANISATION_KINDS } from './kinds.ts'
import { kindOf, partsOf, sameOrganisation } from './names.ts'

describe('names of institutions', () => {
  it.each([
    ['永定区洪山乡卫生院', '永定区洪山镇卫生院'],
    ['永定区湖雷镇中心卫生院', '湖雷卫生院'],
    ['永定区峰市镇卫生院', '峰市镇卫生院'],
    ['凤里社区卫生服务中心', '石狮市凤里社区服务中心'],
    ['凤里社区卫生服务中心', '凤里卫生服务中心'],
    ['光山县人民医院寨河镇分院', '寨河镇卫生院'],
    ['光山县人民医院紫水办事处分院', '紫水'],
    ['泼河', '泼河镇卫生院'],
    ['福建省龙岩市永定区城郊镇卫生院', '永定区城郊镇卫生院'],
    ['龙岩市永定区医院', '永定区医院'],
    ['沙县夏茂镇卫生院', '夏茂镇卫生院'],
  ])('%s is %s', (a, b) => {
    expect([sameOrganisation(a, b), sameOrganisation(b, a)]).toEqual([true, true])
  })
  it.each([
    ['永定区医院', '永定区中医院'],
    ['石狮市总医院', '石狮市医院'],
    ['上杭县城关镇卫生院', '武平县城关镇卫生院'],
    ['洪山镇上山村卫生所', '洪山镇卫生院'],
    ['凤城镇卫生院', '凤城社区卫生服务中心'],
    ['市医院', '石狮市医院'],
    ['中医院', '永定区中医院'],
    ['北向南乡卫生院', '南向南乡卫生院'],
    ['', ''],
  ])('%s is not %s', (a, b) => {
    expect([sameOrganisation(a, b), sameOrganisation(b, a)]).toEqual([false, false])
  })
  it.each([
    ['永定区湖坑镇中心卫生院', 'centralTownshipHealthCentre'],
    ['永定区西溪乡卫生院', 'townshipHealthCentre'],
    ['光山县人民医院十里镇分院', 'townshipHealthCentre'],
    ['凤里社区服务中心', 'communityHealthCentre'],
    ['金峰社区卫生服务站', 'communityHealthStation'],
    ['上山村卫生室', 'villageClinic'],
    ['永定区中医院', 'countyHospital'],
    ['光山县人民医院', 'countyHospital'],
    ['福建省立医院', 'provincialHospital'],
    ['石狮市医院', undefined],
    ['妇幼保健院', 'maternalChildHospital'],
    ['泼河', undefined],
  ])('%s is a %s', (name, kind) => {
    expect(kindOf(name)).toBe(kind)
  })
  it('keeps a group branch apart from its mother hospital', () => {
    expect(partsOf('光山县人民医院大苏山森林公园管理区分院')).toEqual({
      divisions: ['光山县'],
      stem: '大苏山森林公园管理区',
      class: 'branch',
    })
    expect(sameOrganisation('光山县人民医院寨河镇分院', '光山县人民医院')).toBe(false)
  })
  it('is reflexive and symmetric for every composed name', () => {
    const part = fc.constantFrom('洪山', '湖雷', '北向南', '峰市', '凤里')
    const county = fc.constantFrom('', '永定区', '光山县', '龙岩市永定区')
    const tail = fc.constantFrom('乡卫生院', '镇卫生院', '镇中心卫生院', '社区服务中心', '村卫生所')
    const name = fc.tuple(county, part, tail).map((parts) => parts.join(''))
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(sameOrganisation(a, a)).toBe(true)
        expect(sameOrganisation(a, b)).toBe(sameOrganisation(b, a))
      }),
    )
  })
})

describe('kinds and ownership', () => {
  it.each([
    ['社区服务中心', 'communityHealthCentre'],
    ['乡镇卫生院', 'townshipHealthCentre'],
    ['石狮市', undefined],
  ])('kind cell %s', (text, kind) => {
    expect(findKind(text)).toBe(kind)
  })
  it.each([
    ['县市区属医院', 'county'],
    ['县（市、区）属', 'county'],
    ['市属', 'municipal'],
    ['省属医院', 'provincial'],
    ['石狮市', undefined],
  ])('ownership cell %s', (text, ownership) => {
    expect(findOwnership(text)).toBe(ownership)
  })
  it('reads its own names', () => {
    for (const kind of ORGANISATION_KINDS) expect(findKind(KIND_WORDS[kind].name)).toBe(kind)
  })
})
