import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import type { StaffMember } from '#app/protocol/index.ts';
import { Button } from '../parts/button.tsx';
import { Mark } from '../parts/mark.tsx';
import { signOut } from './staff-api.ts';

/** The frame of every staff page: where one is, who one is, and the way out. */
export function Shell({ member, children }: { readonly member: StaffMember; readonly children: ReactNode }) {
  const queries = useQueryClient();
  const leaving = useMutation({
    mutationFn: signOut,
    // Nothing of what was read stays in the memory of a shared machine's browser.
    onSuccess: () => {
      queries.clear();
      queries.setQueryData(['me'], null);
    },
  });
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the main part
      </a>
      <header className="staff-bar">
        <Link className="staff-bar__home" to="/" aria-label="Assay, all screens">
          <Mark />
          <span>Assay</span>
        </Link>
        <nav className="staff-bar__nav" aria-label="Main">
          <NavLink to="/" end>
            Screens
          </NavLink>
          <NavLink to="/screens/new">New invite</NavLink>
          <NavLink to="/banks">Banks</NavLink>
        </nav>
        <div className="staff-bar__me">
          <span className="staff-bar__name" title={member.email}>
            {member.name}
          </span>
          <Button look="quiet" small busy={leaving.isPending} onClick={() => leaving.mutate()}>
            Sign out
          </Button>
        </div>
      </header>
      <main className="staff-main" id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
