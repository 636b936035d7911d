import { Link } from 'react-router';
import { PageHeading } from '../parts/page-heading.tsx';

export function UnknownPage() {
  return (
    <div className="stack">
      <PageHeading title="There is nothing at this address" />
      <p>
        <Link to="/">All screens</Link>
      </p>
    </div>
  );
}
