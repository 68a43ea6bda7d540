import { Failure } from '../../domain/failure.ts';

/** The answer, or nothing where what is asked for is gone. */
export async function whenPresent<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch(error => {
    if (error instanceof Failure && error.reason === 'gone') return undefined;
    throw error;
  });
}
