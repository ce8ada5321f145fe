// Kinds of organisation and who they belong to (ORG-4), with the words printed on the official forms.

export const ORGANISATION_KINDS = [
  'villageClinic',
  'townshipHealthCentre',
  'centralTownshipHealthCentre',
  'communityHealthCentre',
  'communityHealthStation',
  'countyHospital',
  'municipalHospital',
  'provincialHospital',
  'maternalChildHospital',
] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]

type KindWords = {
  name: string
  /** What 附件2 prints in 单位类型; a central township health centre is printed as 乡镇卫生院 there. */
  formLabel: string
  aliases: readonly string[]
}

export const KIND_WORDS: Readonly<Record<OrganisationKind, KindWords>> = {
  villageClinic: { name: '村卫生所', formLabel: '村卫生所', aliases: ['村卫生室', '卫生所', '卫生室'] },
  townshipHealthCentre: {
    name: '乡镇卫生院',
    formLabel: '乡镇卫生院',
    aliases: ['卫生院', '乡卫生院', '镇卫生院', '乡(镇)卫生院', '一般卫生院', '乡镇'],
  },
  centralTownshipHealthCentre: {
    name: '中心卫生院',
    formLabel: '乡镇卫生院',
    aliases: ['乡镇中心卫生院', '中心乡镇卫生院'],
  },
  communityHealthCentre: {
    name: '社区卫生服务中心',
    formLabel: '社区卫生服务中心',
    aliases: ['社区服务中心', '社区中心', '社区', '社区医院', '卫生服务中心'],
  },
  communityHealthStation: {
    name: '社区卫生服务站',
    formLabel: '社区卫生服务站',
    aliases: ['社区服务站', '卫生服务站'],
  },
  countyHospital: { name: '县级医院', formLabel: '县级医院', aliases: ['县医院', '区医院', '县区级医院'] },
  municipalHospital: { name: '市属医院', formLabel: '市属医院', aliases: ['市级医院', '设区市医院'] },
  provincialHospital: { name: '省属医院', formLabel: '省属医院', aliases: ['省级医院'] },
  maternalChildHospital: { name: '妇幼保健院', formLabel: '妇幼保健院', aliases: ['妇保院', '妇幼保健机构'] },
}

export type Ownership = 'provincial' | 'municipal' | 'county'

/** `name` is the class, `formLabel` the cell text of 附件2 and 附件3. */
export const OWNERSHIP_WORDS: Readonly<Record<Ownership, KindWords>> = {
  provincial: { name: '省属', formLabel: '省属医院', aliases: ['省级', '省级医院', '省'] },
  municipal: { name: '市属', formLabel: '市属医院', aliases: ['市级', '市级医院', '设区市属', '市'] },
  county: {
    name: '县市区属',
    formLabel: '县市区属医院',
    aliases: [
      '县属',
      '区属',
      '县区属',
      '县级',
      '县级医院',
      '县(市区)属',
      '县(市、区)属',
      '县属医院',
      '区属医院',
    ],
  },
}

const key = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').replaceAll('、', '')

function finder<K extends string>(words: Readonly<Record<K, KindWords>>): (text: string) => K | undefined {
  const found = new Map<string, K>()
  for (const [kind, of] of Object.entries(words) as [K, KindWords][]) {
    for (const word of of.aliases) found.set(key(word), kind)
    found.set(key(of.name), kind)
    if (!found.has(key(of.formLabel))) found.set(key(of.formLabel), kind)
  }
  return (text) => found.get(key(text))
}

/** The kind written in a 单位类型 cell, or undefined. */
export const findKind: (text: string) => OrganisationKind | undefined = finder(KIND_WORDS)

/** The class written in a 所属情况 cell, or undefined: a place name such as 石狮市 says nothing (N6). */
export const findOwnership: (text: string) => Ownership | undefined = finder(OWNERSHIP_WORDS)
