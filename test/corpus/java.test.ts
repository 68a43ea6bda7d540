import { itHolds } from './holds.ts';
import { java } from './java/corpus.ts';

itHolds(java, ['maven', 'jdk', 'junit', 'maven-resources', 'maven-compiler', 'surefire']);
