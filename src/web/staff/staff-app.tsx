import { useQuery } from '@tanstack/react-query';
import { Route, Routes } from 'react-router';
import { BankListPage } from '../banks/bank-list-page.tsx';
import { BankPage } from '../banks/bank-page.tsx';
import { BankQuestionPage } from '../banks/bank-question-page.tsx';
import { InvitePage } from '../recruiter/invite-page.tsx';
import { ScreenListPage } from '../recruiter/screen-list-page.tsx';
import { ScreenPage } from '../recruiter/screen-page.tsx';
import { Problem } from './problem.tsx';
import { Shell } from './shell.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { fetchMe } from './staff-api.ts';
import { UnknownPage } from './unknown-page.tsx';

export function StaffApp() {
  const me = useQuery({ queryKey: ['me'], queryFn: fetchMe });
  if (me.isPending) {
    return (
      <p className="soft staff-wait" role="status">
        Opening…
      </p>
    );
  }
  if (me.isError) {
    return (
      <main className="staff-wait">
        <Problem error={me.error} onRetry={() => void me.refetch()} />
      </main>
    );
  }
  if (me.data === null) return <SignInPage />;
  return (
    <Shell member={me.data}>
      <Routes>
        <Route path="/" element={<ScreenListPage />} />
        <Route path="/screens/new" element={<InvitePage />} />
        <Route path="/screens/:screenId" element={<ScreenPage />} />
        <Route path="/banks" element={<BankListPage />} />
        <Route path="/banks/:bankRef" element={<BankPage />} />
        <Route path="/banks/:bankRef/:questionId" element={<BankQuestionPage />} />
        <Route path="*" element={<UnknownPage />} />
      </Routes>
    </Shell>
  );
}
