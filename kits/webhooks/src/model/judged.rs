//! What an answer means, and what of it is shown: the status, the size and the time, never its text.

use super::backoff;
use gatehouse_core::Moment;
use gatehouse_reach::{Answer, Unreachable, header};

/// The most bytes of an answer that are read.
pub const MOST_BYTES: usize = 4 << 10;

/// What an answer means for its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// It was taken (2xx).
    Delivered,
    /// Nothing shall come any more (410).
    Gone,
    /// This message was not taken; another one may be.
    Refused,
    /// Nobody is there, or too much came: nothing will be taken now.
    Away,
}

/// One try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// What it means.
    pub meaning: Meaning,
    /// The status that was answered.
    pub status: Option<u16>,
    /// Why there was no answer.
    pub trouble: Option<&'static str>,
    /// Bytes of the answer that were read.
    pub bytes: usize,
    /// How long the endpoint asks to be left alone, in microseconds.
    pub retry_after: Option<i64>,
}

impl Judged {
    /// Of what came, or did not.
    pub fn of(came: &Result<Answer, Unreachable>, now: Moment) -> Self {
        match came {
            Ok(answer) => Self {
                meaning: meaning(answer.status),
                status: Some(answer.status),
                trouble: None,
                bytes: answer.body.len(),
                retry_after: answer
                    .headers
                    .get(header::RETRY_AFTER)
                    .and_then(|value| value.to_str().ok())
                    .and_then(|value| backoff::retry_after(value, now)),
            },
            Err(unreachable) => Self {
                meaning: Meaning::Away,
                status: None,
                trouble: Some(word(*unreachable)),
                bytes: 0,
                retry_after: None,
            },
        }
    }
}

/// A server behind a proxy is away where the proxy says so; what it says of a message itself is of that message alone. A redirect is
/// not followed: the address that was proven is the address.
const fn meaning(status: u16) -> Meaning {
    match status {
        200..300 => Meaning::Delivered,
        410 => Meaning::Gone,
        408 | 429 | 502..=504 | 520..=530 => Meaning::Away,
        _ => Meaning::Refused,
    }
}

/// The stable word for why there was no answer.
pub const fn word(unreachable: Unreachable) -> &'static str {
    match unreachable {
        Unreachable::NotAnAddress => "not_an_address",
        Unreachable::NotEncrypted => "not_encrypted",
        Unreachable::Port(_) => "port",
        Unreachable::Inside => "inside",
        Unreachable::Name => "name",
        Unreachable::Refused => "refused",
        Unreachable::Tls => "tls",
        Unreachable::Silent => "silent",
        Unreachable::Lost => "lost",
        Unreachable::TooLarge => "too_large",
    }
}

#[cfg(test)]
mod tests {
    use super::{Judged, Meaning, meaning};
    use gatehouse_core::Moment;
    use gatehouse_reach::Unreachable;

    /// ALL-7
    #[test]
    fn an_answer_is_about_its_message_or_about_the_endpoint() {
        let table: [(&[u16], Meaning); 4] = [
            (&[200, 201, 202, 204, 299], Meaning::Delivered),
            (&[410], Meaning::Gone),
            (&[408, 429, 502, 503, 504, 522], Meaning::Away),
            (&[100, 301, 302, 307, 400, 401, 403, 404, 409, 413, 422, 500, 501, 505, 999], Meaning::Refused),
        ];
        for (statuses, means) in table {
            for status in statuses {
                assert_eq!(meaning(*status), means, "{status}");
            }
        }
        let silent = Judged::of(&Err(Unreachable::Silent), Moment(0));
        assert_eq!((silent.meaning, silent.status, silent.trouble), (Meaning::Away, None, Some("silent")));
    }
}
