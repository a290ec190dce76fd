//! A service that knows passwords from breaches, asked by k-anonymity (ACC-5): it is told the first five hexadecimal digits of the
//! password's SHA-1 and answers with the rest of every hash that begins so. Neither the password nor its hash leaves this machine.
//!
//! Off unless the operator names a service, and asked last, behind the lists that are shipped. It has two seconds; where it does not
//! answer, the password counts as not found, so that nobody is kept from registering by somebody else's server.

use gatehouse_core::{Fault, Secret};
use gatehouse_reach::header::{HeaderName, HeaderValue};
use gatehouse_reach::{Policy, Reach, Request};
use sha1::{Digest as _, Sha1};
use std::time::Duration;
use zeroize::Zeroizing;

/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// Hexadecimal digits that the service is told.
const TOLD: usize = 5;
/// Asks for made-up lines, so that the answer's length tells nobody which range was asked.
const PADDING: HeaderName = HeaderName::from_static("add-padding");

/// The service.
pub struct LeakService {
    reach: Reach,
    url: String,
}

impl LeakService {
    /// Behind this address, to which the first digits of a hash are appended: `https`, or `http` to this machine.
    pub fn new(url: &str) -> Result<Self, Fault> {
        let reach = Reach::new(Policy { time: PATIENCE, ..Policy::default() })?;
        let end = if url.ends_with('/') { "" } else { "/" };
        Ok(Self { reach, url: format!("{url}{end}") })
    }

    /// Whether the password is known from breaches; `None`: nobody knows, because the service did not answer as it should.
    pub async fn knows(&self, password: &Secret<String>) -> Option<bool> {
        let found = self.ask(password).await;
        let answer = match found {
            Some(true) => "leaked",
            Some(false) => "unknown",
            None => "failed",
        };
        metrics::counter!("gatehouse_password_service_total", "answer" => answer).increment(1);
        found
    }

    async fn ask(&self, password: &Secret<String>) -> Option<bool> {
        let hash = Zeroizing::new(hash(password.expose()));
        let (told, rest) = hash.split_at_checked(TOLD)?;
        let request = Request::get(format!("{}{told}", self.url)).header(PADDING, HeaderValue::from_static("true"));
        let answer = match self.reach.configured(request).await {
            Ok(answer) if answer.is_success() => answer,
            Ok(answer) => {
                tracing::warn!(status = answer.status, "the service for leaked passwords refused");
                return None;
            }
            Err(error) => {
                tracing::warn!(%error, "the service for leaked passwords did not answer");
                return None;
            }
        };
        let text = std::str::from_utf8(&answer.body).ok()?;
        Some(text.lines().any(|line| is_of(line, rest)))
    }
}

impl std::fmt::Debug for LeakService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LeakService")
    }
}

fn hash(password: &str) -> String {
    hex::encode_upper(Sha1::digest(password.as_bytes()))
}

/// Whether a line `REST:COUNT` speaks of this hash. Made-up lines have the count 0.
fn is_of(line: &str, rest: &str) -> bool {
    let Some((found, count)) = line.trim().split_once(':') else { return false };
    found.eq_ignore_ascii_case(rest) && count.trim().parse::<u64>().is_ok_and(|count| count > 0)
}

#[cfg(test)]
mod tests {
    use super::{hash, is_of};

    /// ACC-5
    #[test]
    fn a_line_speaks_of_a_hash_unless_it_is_made_up() {
        // RFC 3174, 7.3: "abc".
        let whole = hash("abc");
        assert_eq!(whole, "A9993E364706816ABA3E25717850C26C9CD0D89D");
        let rest = &whole[5..];
        assert!(is_of(&format!("{rest}:3"), rest) && is_of(&format!("{}:1\r", rest.to_lowercase()), rest));
        for line in [format!("{rest}:0"), rest.to_owned(), format!("{rest}:"), format!("0{rest}:3"), String::new()] {
            assert!(!is_of(&line, rest), "{line}");
        }
    }
}
