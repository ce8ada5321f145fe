/** @jsxImportSource preact */
// Draws the public pages to whole HTML documents: no JavaScript, one inline style sheet, works in WeChat's browser.
import { render } from 'preact-render-to-string'
import type { PublicPage, RenderPublicPage } from '../../../contract/public-page.ts'
import { CertificatePage } from '../../rooms/assessments/public/certificate-page.tsx'
import { CasePage, CasesPage } from '../../rooms/publicity/public/case-pages.tsx'
import { FeedbackAnswerPage, FeedbackPage } from '../../rooms/publicity/public/feedback-page.tsx'
import { Frame, STYLE_PLACE } from '../../rooms/publicity/public/frame.tsx'
import { HomePage } from '../../rooms/publicity/public/home-page.tsx'
import { PlacePage } from '../../rooms/publicity/public/place-page.tsx'
import { STYLE } from '../../rooms/publicity/public/style.ts'
import { SurveysPage } from '../../rooms/surveys/public/surveys-page.tsx'
import { AttendancePage } from '../../rooms/visits/public/attendance-page.tsx'

function titleOf(page: PublicPage): string {
  if (page.kind === 'place') return `${page.name}专家坐诊安排`
  if (page.kind === 'attendance') return '培训签到'
  if (page.kind === 'feedback') return `我要反映 ${page.name}`
  if (page.kind === 'feedbackAnswer') return '查答复'
  if (page.kind === 'cases') return '典型经验'
  if (page.kind === 'case') return page.title
  if (page.kind === 'surveys') return '回访抽样公开'
  if (page.kind === 'certificate') return '核对基层服务证明'
  return page.kind === 'home' ? '谁来我镇坐诊？' : '没有找到'
}

function Content({ page }: { page: PublicPage }) {
  if (page.kind === 'place') return <PlacePage page={page} />
  if (page.kind === 'home') return <HomePage page={page} />
  if (page.kind === 'attendance') return <AttendancePage page={page} />
  if (page.kind === 'feedback') return <FeedbackPage page={page} />
  if (page.kind === 'cases') return <CasesPage page={page} />
  if (page.kind === 'case') return <CasePage page={page} />
  if (page.kind === 'feedbackAnswer') return <FeedbackAnswerPage page={page} />
  if (page.kind === 'surveys') return <SurveysPage page={page} />
  if (page.kind === 'certificate') return <CertificatePage page={page} />
  return (
    <section class="card">
      <h1>没有找到{page.what}</h1>
      <p>
        请核对网址，或从<a href="/">首页</a>按乡镇、村名查找。
      </p>
    </section>
  )
}

export const renderPublicPage: RenderPublicPage = (page) => {
  const html = render(
    <Frame
      title={titleOf(page)}
      look={page.look}
      demonstration={'demonstration' in page && page.demonstration}
    >
      <Content page={page} />
    </Frame>,
  )
  return `<!doctype html>${html.replace(STYLE_PLACE, () => STYLE)}`
}
