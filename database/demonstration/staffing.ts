// Who is posted where in the demonstration: the needs, hospitals, specialties and titles follow the five plans'
// own tables, the people are synthetic. 永定's two real mismatches (N7) are kept, with a reason.
export type DemoPosting = {
  unit: string
  need: string
  hospital: string
  specialty: string
  title: string
  mismatch?: string
}

type Other = { specialty?: string; mismatch?: string }
const HOSPITALS = { 区: '永定区医院', 中: '永定区中医院', 市: '龙岩市中医院' } as const

const y = (
  unit: string,
  need: string,
  from: `${keyof typeof HOSPITALS} ${string}`,
  other: Other = {},
): DemoPosting => {
  const [hospital, title] = from.split(' ') as [keyof typeof HOSPITALS, string]
  return { unit: `永定区${unit}`, need, hospital: HOSPITALS[hospital], specialty: need, title, ...other }
}

const yongding: DemoPosting[] = [
  y('城郊镇卫生院', '中医', '中 主治医师'),
  y('龙潭镇卫生院', '中医', '中 主治医师'),
  y('洪山乡卫生院', '内科', '区 主治医师'),
  y('峰市镇卫生院', '中医', '中 副主任医师'),
  y('仙师镇卫生院', '内科', '区 副主任医师'),
  y('湖雷镇中心卫生院', '内科', '区 主治医师'),
  y('抚市镇中心卫生院', '内科', '区 主治医师'),
  y('堂堡镇卫生院', '内科', '区 主任医师', {
    specialty: '全科',
    mismatch: '本院内科医师已全部派出，全科主任医师可诊治内科常见病',
  }),
  y('合溪乡卫生院', '中医', '中 主治医师'),
  y('湖山乡卫生院', '中医', '中 主治医师'),
  y('下洋镇中心卫生院', '内科', '区 主任医师'),
  y('湖坑镇中心卫生院', '中医', '区 主治医师', {
    specialty: '内科',
    mismatch: '中医院医师已排满，当地内科就诊量大，先派内科医师',
  }),
  y('培丰镇卫生院', '中医', '中 主治医师'),
  y('大溪乡卫生院', '内科', '区 主治医师'),
  y('高头镇卫生院', '内科', '区 副主任医师'),
  y('古竹乡卫生院', '中西医', '市 主治医师'),
  y('岐岭镇卫生院', '内科', '区 主治医师'),
  y('陈东乡卫生院', '急救医学', '区 主治医师'),
  y('虎岗镇卫生院', '内科', '区 主治医师'),
  y('坎市镇中心卫生院', '中医', '中 主治医师'),
  y('高陂镇中心卫生院', '内科', '区 主任医师'),
  y('金砂乡卫生院', '中医', '中 主治医师'),
  y('凤城社区卫生服务中心', '内科', '区 主治医师'),
  y('西溪乡卫生院', '内科', '区 主治医师'),
]

const s = (
  unit: string,
  need: string,
  from: readonly [hospital: string, title: string],
  specialty = need,
): DemoPosting => ({
  unit,
  need,
  hospital: from[0],
  specialty,
  title: from[1],
})

const shishi: DemoPosting[] = [
  s('凤里社区卫生服务中心', '心血管内科', ['石狮市医院', '副主任医师']),
  s('灵秀社区卫生服务中心', '中医', ['石狮市医院', '主治中医师']),
  s('宝盖社区卫生服务中心', '针灸推拿', ['石狮市医院', '主治中医师'], '针灸'),
  s('蚶江镇卫生院', '妇科', ['石狮市医院', '副主任医师']),
  s('永宁镇卫生院', '心内科', ['石狮市医院', '主治医师'], '心血管内科'),
  s('祥芝镇卫生院', '消化内科', ['石狮市医院', '主治医师']),
  s('湖滨社区卫生服务中心', '中医', ['泉州市中医院', '主治医师']),
  s('鸿山镇卫生院', '中医', ['泉州市中医院', '副主任医师']),
  s('锦尚镇卫生院', '针灸推拿', ['泉州市中医院', '主治医师']),
]

const licheng: DemoPosting[] = ['海滨', '临江', '鲤中', '开元', '浮桥', '江南', '金龙', '常泰'].map(
  (street, i) =>
    s(
      `${street}街道社区卫生服务中心`,
      ['内科', '中医', '心血管内科', '全科', '中医', '内分泌', '内科', '康复医学科'][i] ?? '内科',
      [i < 4 ? '泉州市第一医院' : '泉州市中医院', i % 3 === 0 ? '副主任医师' : '主治医师'],
    ),
)

const renmin = '光山县人民医院'
const tcm = '光山县中医院'
const g = (unit: string, specialty: string, title: string, hospital = renmin): DemoPosting => ({
  unit,
  need: '',
  hospital,
  specialty,
  title,
})
const branch = (town: string): string => `光山县人民医院${town}分院`
const guangshan: DemoPosting[] = [
  g(branch('寨河镇'), '心内科', '主治医师'),
  g(branch('晏河乡'), '心内科', '主治医师'),
  g(branch('罗陈乡'), '呼吸内科', '主治医师'),
  g(branch('紫水办事处'), '神经外科', '主治医师'),
  g(branch('弦山办事处'), '神经外科', '主治医师'),
  g(branch('北向店乡'), '康复科', '主治医师'),
  g(branch('仙居乡'), '心电图室', '住院医师'),
  g(branch('十里镇'), '超声科', '住院医师'),
  g(branch('殷棚乡'), '输血科', '检验师'),
  g(branch('南向店乡'), '急诊科', '主治医师'),
  g(branch('文殊乡'), '急诊科', '住院医师'),
  g(branch('马畈镇'), '肿瘤外科', '主治医师'),
  g(branch('大苏山森林公园管理区'), '重症医学科', '护士'),
  g(branch('孙铁铺镇'), '急诊科', '住院医师'),
  g('泼陂河镇卫生院', '外科', '全科执业医师', tcm),
  g('泼陂河镇卫生院', '康复科', '中医执业医师', tcm),
  g('斛山乡卫生院', '儿科', '中医副主任医师', tcm),
  g('斛山乡卫生院', '妇产科', '主治医师', tcm),
  g('白雀园镇卫生院', 'B超室', '副主任医师', tcm),
  g('凉亭乡卫生院', '康复科', '主治医师', tcm),
  g('砖桥镇卫生院', '外科', '副主任医师', tcm),
  g('槐店乡卫生院', '内科', '副主任医师', tcm),
  g('光山县妇幼保健院', '外科', '主治医师', tcm),
]

export const DEMO_STAFFING: Readonly<Record<string, readonly DemoPosting[]>> = {
  'yongding-2024': yongding,
  'shishi-2022': shishi,
  'licheng-2023': licheng,
  'guangshan-2021': guangshan,
}

const NEEDS = ['内科', '中医', '全科', '心血管内科', '儿科', '妇产科', '内分泌', '骨科', '康复科', '消化内科']

/** 三明 posts one doctor to each health centre of the city; three in ten come from municipal hospitals (TGT-1). */
export function citywide(
  units: readonly { name: string; division: string }[],
  hospitals: readonly { name: string; division: string; ownership: string }[],
): DemoPosting[] {
  const municipal = hospitals.filter((h) => h.ownership === 'municipal')
  return units.map((unit, i) => {
    const own = hospitals.find((h) => h.ownership === 'county' && unit.division.startsWith(h.division))
    const sent = i % 10 < 3 || !own ? municipal[i % municipal.length] : own
    const need = NEEDS[i % NEEDS.length] ?? '内科'
    return s(unit.name, need, [sent?.name ?? '', i % 4 === 0 ? '副主任医师' : '主治医师'])
  })
}
