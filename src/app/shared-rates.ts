/** One rate of calls for all processes that work on an organization: the pacer's tokens come from the store. */
import type { AwsConnection } from "../sources/aws/calling/connection.ts";
import type { Store } from "../store/database.ts";

/**
 * The connection, with the rates of its organization shared. AWS meters an account and Region, whoever asks.
 *
 * @param organization under which the store keeps it
 */
export const withSharedRates = (
  connection: AwsConnection,
  organization: string,
  { rates }: Pick<Store, "rates">,
): AwsConnection => ({
  ...connection,
  sharedCalls: (limit, pace) => {
    const shared = { name: `${organization} ${limit}`, ...pace };
    return {
      take: (wanted) => rates.take(shared, wanted),
      pause: (milliseconds) => rates.pause(shared, milliseconds),
    };
  },
});
