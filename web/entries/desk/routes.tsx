// The desk's addresses. Each room is a chunk of its own, loaded when it is first opened.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { may } from '../../../domain/access/roles.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { useMe } from '../../shell/session.tsx'
import { Frame, NotFound } from './frame.tsx'
import { PLACES } from './rail.tsx'

function Home() {
  const { role } = useMe()
  const place = PLACES.find((p) => may(role, p.needs))
  return <Navigate to={place?.to ?? '/settings'} replace />
}

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound })
const under = <P extends string>(path: P, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component })

const home = createRoute({ getParentRoute: () => root, path: '/', component: Home })
const tree = root.addChildren([
  home,
  under(
    '/today',
    lazyRouteComponent(() => import('./today.tsx'), 'Today'),
  ),
  under(
    '/programmes',
    lazyRouteComponent(() => import('../../rooms/programme/programmes-page.tsx'), 'ProgrammesPage'),
  ),
  under(
    '/programmes/$id',
    lazyRouteComponent(() => import('../../rooms/programme/programme-page.tsx'), 'ProgrammePage'),
  ),
  under(
    '/roster',
    lazyRouteComponent(() => import('../../rooms/dispatch/roster-page.tsx'), 'RosterPage'),
  ),
  under(
    '/roster/demands',
    lazyRouteComponent(() => import('../../rooms/demand/demands-page.tsx'), 'DemandsPage'),
  ),
  under(
    '/roster/postings',
    lazyRouteComponent(() => import('../../rooms/dispatch/postings-page.tsx'), 'PostingsPage'),
  ),
  under(
    '/roster/import',
    lazyRouteComponent(() => import('../../rooms/dispatch/import-page.tsx'), 'ImportPage'),
  ),
  under(
    '/roster/plans',
    lazyRouteComponent(() => import('../../rooms/dispatch/plans-page.tsx'), 'PlansPage'),
  ),
  under(
    '/roster/leave',
    lazyRouteComponent(() => import('../../rooms/leave/leave-page.tsx'), 'LeavePage'),
  ),
  under(
    '/roster/leave/absences',
    lazyRouteComponent(() => import('../../rooms/leave/absence-cases-page.tsx'), 'AbsenceCasesPage'),
  ),
  under(
    '/roster/publication',
    lazyRouteComponent(() => import('../../rooms/publicity/publication-page.tsx'), 'PublicationPage'),
  ),
  under(
    '/roster/feedback',
    lazyRouteComponent(() => import('../../rooms/publicity/feedback-page.tsx'), 'FeedbackPage'),
  ),
  under(
    '/roster/cases',
    lazyRouteComponent(() => import('../../rooms/publicity/cases-page.tsx'), 'CasesPage'),
  ),
  under(
    '/cards',
    lazyRouteComponent(() => import('../../rooms/visits/cards-page.tsx'), 'CardsPage'),
  ),
  under(
    '/cards/presence',
    lazyRouteComponent(() => import('../../rooms/visits/presence-page.tsx'), 'PresencePage'),
  ),
  under(
    '/cards/residents',
    lazyRouteComponent(() => import('../../rooms/visits/residents-page.tsx'), 'ResidentsPage'),
  ),
  under(
    '/cards/paper',
    lazyRouteComponent(() => import('../../rooms/visits/paper-page.tsx'), 'PaperPage'),
  ),
  under(
    '/cards/site-code',
    lazyRouteComponent(() => import('../../rooms/visits/site-code-page.tsx'), 'SiteCodePage'),
  ),
  under(
    '/cards/orders',
    lazyRouteComponent(() => import('../../rooms/referrals/orders-page.tsx'), 'OrdersPage'),
  ),
  under(
    '/cards/$regionId/$id',
    lazyRouteComponent(() => import('../../rooms/visits/card-page.tsx'), 'CardPage'),
  ),
  under(
    '/assessments',
    lazyRouteComponent(() => import('../../rooms/assessments/credit-page.tsx'), 'CreditPage'),
  ),
  under(
    '/assessments/joint',
    lazyRouteComponent(() => import('../../rooms/assessments/joint-page.tsx'), 'JointPage'),
  ),
  under(
    '/assessments/exit',
    lazyRouteComponent(() => import('../../rooms/assessments/exit-page.tsx'), 'ExitPage'),
  ),
  under(
    '/reports',
    lazyRouteComponent(() => import('../../rooms/reports/forms-page.tsx'), 'FormsPage'),
  ),
  under(
    '/reports/chain',
    lazyRouteComponent(() => import('../../rooms/reports/chain-page.tsx'), 'ChainPage'),
  ),
  under(
    '/reports/tasks',
    lazyRouteComponent(() => import('../../rooms/reports/tasks-page.tsx'), 'TasksPage'),
  ),
  under(
    '/reports/tables',
    lazyRouteComponent(() => import('../../rooms/reports/tables-page.tsx'), 'TablesPage'),
  ),
  under(
    '/reports/documents',
    lazyRouteComponent(() => import('../../rooms/reports/documents-page.tsx'), 'DocumentsPage'),
  ),
  under(
    '/reports/reconciliation',
    lazyRouteComponent(() => import('../../rooms/reports/reconcile-page.tsx'), 'ReconcilePage'),
  ),
  under(
    '/reports/exchange',
    lazyRouteComponent(() => import('../../rooms/reports/federation-page.tsx'), 'FederationPage'),
  ),
  under(
    '/reports/completeness',
    lazyRouteComponent(() => import('../../rooms/reports/completeness-page.tsx'), 'CompletenessPage'),
  ),
  under(
    '/supervision',
    lazyRouteComponent(() => import('../../rooms/supervision/tasks-page.tsx'), 'TasksPage'),
  ),
  under(
    '/supervision/check',
    lazyRouteComponent(() => import('../../rooms/supervision/check-page.tsx'), 'CheckPage'),
  ),
  under(
    '/supervision/checks',
    lazyRouteComponent(() => import('../../rooms/supervision/checks-page.tsx'), 'ChecksPage'),
  ),
  under(
    '/supervision/issues',
    lazyRouteComponent(() => import('../../rooms/supervision/issues-page.tsx'), 'IssuesPage'),
  ),
  under(
    '/supervision/leads',
    lazyRouteComponent(() => import('../../rooms/supervision/leads-page.tsx'), 'LeadsPage'),
  ),
  under(
    '/supervision/measures',
    lazyRouteComponent(() => import('../../rooms/supervision/measures-page.tsx'), 'MeasuresPage'),
  ),
  under(
    '/supervision/lists',
    lazyRouteComponent(() => import('../../rooms/supervision/lists-page.tsx'), 'ListsPage'),
  ),
  under(
    '/surveys',
    lazyRouteComponent(() => import('../../rooms/surveys/surveys-page.tsx'), 'SurveysPage'),
  ),
  under(
    '/surveys/calls',
    lazyRouteComponent(() => import('../../rooms/surveys/calls-page.tsx'), 'CallsPage'),
  ),
  under(
    '/funding',
    lazyRouteComponent(() => import('../../rooms/funding/expenses-page.tsx'), 'ExpensesPage'),
  ),
  under(
    '/people',
    lazyRouteComponent(() => import('../../rooms/organisations/organisations-page.tsx'), 'OrganisationsPage'),
  ),
  under(
    '/people/governance',
    lazyRouteComponent(() => import('../../rooms/organisations/governance-page.tsx'), 'GovernancePage'),
  ),
  under(
    '/people/practitioners',
    lazyRouteComponent(() => import('../../rooms/people/practitioners-page.tsx'), 'PractitionersPage'),
  ),
  under(
    '/people/experts',
    lazyRouteComponent(() => import('../../rooms/publicity/experts-page.tsx'), 'ExpertsPage'),
  ),
  under(
    '/settings/expert-card',
    lazyRouteComponent(() => import('../../rooms/publicity/my-card-page.tsx'), 'MyCardPage'),
  ),
  under(
    '/notices',
    lazyRouteComponent(() => import('../../rooms/notices/notices-page.tsx'), 'NoticesPage'),
  ),
  under(
    '/settings',
    lazyRouteComponent(() => import('../../rooms/access/settings-page.tsx'), 'PasswordSettings'),
  ),
  under(
    '/settings/accounts',
    lazyRouteComponent(() => import('../../rooms/access/accounts-page.tsx'), 'AccountsPage'),
  ),
  under(
    '/settings/holidays',
    lazyRouteComponent(() => import('../../rooms/programme/holidays-page.tsx'), 'HolidaysPage'),
  ),
  under(
    '/settings/channels',
    lazyRouteComponent(() => import('../../rooms/notices/channels-page.tsx'), 'ChannelsPage'),
  ),
  under(
    '/settings/outbox',
    lazyRouteComponent(() => import('../../rooms/notices/outbox-page.tsx'), 'OutboxPage'),
  ),
  under(
    '/settings/audit',
    lazyRouteComponent(() => import('../../rooms/access/audit-page.tsx'), 'AuditPage'),
  ),
])

export const createDeskRouter = () =>
  createRouter({
    routeTree: tree,
    basepath: '/desk',
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingMs: 150,
    defaultPendingComponent: () => <Skeleton active paragraph={{ rows: 8 }} className="stand-alone" />,
    defaultErrorComponent: ({ error, reset }) => (
      <ProblemAlert error={error} retry={reset} className="stand-alone" />
    ),
  })
