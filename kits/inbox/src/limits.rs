//! How much mail may cause, and be caused by it. What counts is pure; where counts are kept is said beside each.

use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, HOUR, MINUTE, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::counters::{self, Counter, Rule};

/// Confirmations to an address that nobody is known by, in an hour and in a day. Whoever is known always gets the number.
pub const ACKNOWLEDGED_AN_HOUR: i64 = 1;
/// See [`ACKNOWLEDGED_AN_HOUR`].
pub const ACKNOWLEDGED_A_DAY: i64 = 5;
/// Times that mail reopens one request in an hour.
pub const REOPENED_AN_HOUR: usize = 5;
/// New requests by mail of one sender in an hour; then a link to the form.
pub const NEW_AN_HOUR: i64 = 20;
/// Mails of machines that are written into one request in a day; further ones are kept as they came.
pub const AUTOMATIC_A_DAY: i64 = 50;
/// After a mail could not be delivered for good, no mail goes to its address for so long.
pub const SILENT_DAYS: i64 = 60;
/// More notices in an hour than this many times the usual stop all of them.
pub const BREAKER_TIMES: u32 = 5;
/// An hour with fewer notices stops nothing.
pub const BREAKER_LEAST: u32 = 200;

/// Mails about one request to one recipient, within so many minutes at the most so many (Zammad's ladder).
pub const LADDER: [(i64, usize); 5] = [(10, 10), (30, 15), (60, 25), (180, 50), (600, 100)];

/// Whether one more mail about a request may go to a recipient who got some at these moments.
pub fn may_notify(sent: &[Moment], now: Moment) -> bool {
    LADDER.iter().all(|(minutes, most)| count(sent, now, minutes * MINUTE) < *most)
}

/// Whether mail may reopen a request that it reopened at these moments.
pub fn may_reopen(reopened: &[Moment], now: Moment) -> bool {
    count(reopened, now, HOUR) < REOPENED_AN_HOUR
}

fn count(all: &[Moment], now: Moment, within: i64) -> usize {
    all.iter().filter(|at| at.was_within(now, within)).count()
}

/// Whether notices are paused: so many went out in this hour, and so many in each of the hours before.
pub fn is_broken(now: u32, before: &[u32]) -> bool {
    let mut hours = before.to_vec();
    hours.sort_unstable();
    let usual = hours.get(hours.len() / 2).copied().unwrap_or(0);
    now >= BREAKER_LEAST && now > usual.saturating_mul(BREAKER_TIMES)
}

/// Counts a confirmation to an address of nobody, and answers whether it may go out. `address`: its keyed hash.
pub async fn acknowledge_stranger(cx: &Cx, tx: &Tx, address: &[u8]) -> Result<bool, Fault> {
    let hour = Counter::new(cx, "inbox.ack_hour", address, Rule::counted(HOUR));
    let day = Counter::new(cx, "inbox.ack_day", address, Rule::counted(DAY));
    let counts = counters::add(cx, tx, &[hour, day]).await?;
    Ok(matches!(counts.as_slice(), [hour, day] if *hour <= ACKNOWLEDGED_AN_HOUR && *day <= ACKNOWLEDGED_A_DAY))
}

/// Counts a new request by mail of a sender, and answers whether it is made. `address`: its keyed hash.
pub async fn open_by_mail(cx: &Cx, tx: &Tx, address: &[u8]) -> Result<bool, Fault> {
    let counter = Counter::new(cx, "inbox.new_hour", address, Rule::counted(HOUR));
    let counts = counters::add(cx, tx, &[counter]).await?;
    Ok(counts.first().is_some_and(|count| *count <= NEW_AN_HOUR))
}

/// Counts a machine's mail of a request, and answers whether it is written into it. The caller holds the request.
pub async fn note_automatic(cx: &Cx, tx: &Tx, request: Uuid) -> Result<bool, Fault> {
    let counter = Counter::new(cx, "inbox.automatic_day", request.as_bytes(), Rule::counted(DAY));
    let counts = counters::add(cx, tx, &[counter]).await?;
    Ok(counts.first().is_some_and(|count| *count <= AUTOMATIC_A_DAY))
}

/// The keyed hash by which an address is counted.
pub fn counted(cx: &Cx, address: &str) -> [u8; 32] {
    cx.app.keys.lookup("inbox.sender", gatehouse_address::normalized(address).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{LADDER, REOPENED_AN_HOUR, is_broken, may_notify, may_reopen};
    use gatehouse_core::{HOUR, MINUTE, Moment};

    const NOW: Moment = Moment(1_800_000_000_000_000);

    /// SUP-13: loops end
    #[test]
    fn a_recipient_gets_ever_fewer_mails_about_one_request() {
        let mut sent: Vec<Moment> = Vec::new();
        let mut at = NOW;
        // Somebody's machine answers every mail within a second.
        for _ in 0..10 * 3_600 {
            if may_notify(&sent, at) {
                sent.push(at);
            }
            at = at.plus(1_000_000);
        }
        assert_eq!(sent.len(), LADDER[4].1, "a hundred in ten hours");
        let first = sent.iter().filter(|moment| moment.since(NOW) < 10 * MINUTE).count();
        assert_eq!(first, 10);
    }

    #[test]
    fn mail_reopens_a_request_five_times_an_hour() {
        let all = vec![NOW; REOPENED_AN_HOUR];
        assert!(!may_reopen(&all, NOW.plus(MINUTE)));
        assert!(may_reopen(&all[1..], NOW.plus(MINUTE)));
        assert!(may_reopen(&all, NOW.plus(HOUR + 1)));
    }

    #[test]
    fn five_times_the_usual_stops_all_notices_and_a_quiet_installation_none() {
        assert!(!is_broken(199, &[]));
        assert!(is_broken(500, &[10, 20, 30]));
        assert!(!is_broken(500, &[90, 100, 110]));
        assert!(is_broken(501, &[90, 100, 110]));
    }
}
