import { itHolds } from './holds.ts';
import { python } from './python/corpus.ts';

itHolds(python, ['pytest', 'pytest-cov', 'flake8', 'mypy']);
