//! A question to an endpoint of OAuth, which may have to be put again: with another proof, by the portal's clock, or because its answer
//! got lost.

use std::sync::atomic::Ordering;

use gatehouse_formats::SigningKey;
use zeroize::Zeroizing;

use super::proof::{self, Of, proof};
use crate::error::Error;
use crate::session::Session;
use crate::wire::{Request, Response};

/// So often a question is put at most.
const MOST: u8 = 3;
/// A clock further away than this is a reason for a refused proof, in seconds.
const CLOCKS_APART: u64 = 30;
/// The longest nonce that is repeated to the portal.
const LONGEST_NONCE: usize = 512;

/// A question with everything that is asked.
pub(crate) struct Question {
    path: &'static str,
    form: Vec<(&'static str, Zeroizing<String>)>,
    /// What proves that this device asks.
    key: Option<SigningKey>,
    nonce: Option<String>,
    /// A lost answer is not asked for again: what was asked holds once.
    is_once: bool,
    put: u8,
}

impl Question {
    pub(super) fn new(path: &'static str, form: &[(&'static str, &str)]) -> Self {
        let form = form.iter().map(|&(name, value)| (name, Zeroizing::new(value.to_owned()))).collect();
        Self { path, form, key: None, nonce: None, is_once: false, put: 0 }
    }

    /// With a member that may be unknown.
    pub(super) fn with(mut self, name: &'static str, value: Option<&str>) -> Self {
        self.form.extend(value.map(|value| (name, Zeroizing::new(value.to_owned()))));
        self
    }

    /// With a proof of this key.
    pub(super) fn proven_by(self, key: SigningKey) -> Self {
        Self { key: Some(key), ..self }
    }

    pub(super) fn once(self) -> Self {
        Self { is_once: true, ..self }
    }

    /// Whether it is put again because its answer got lost: a proof holds once, so the transport alone must not repeat it.
    pub(super) fn is_put_again_when_lost(&self) -> bool {
        !self.is_once && self.put < MOST
    }
}

impl Session {
    /// The question as it is sent now.
    pub(super) fn put(&self, question: &mut Question) -> Result<Request, Error> {
        question.put += 1;
        let mut request = Request::form(question.path, &question.form);
        if let Some(key) = &question.key {
            let address = format!("{}{}", self.setup.origin, question.path);
            let of = Of {
                method: "POST",
                address: &address,
                moment: self.portals_now(),
                nonce: question.nonce.as_deref(),
                access_token: None,
            };
            request.further.push((proof::HEADER, proof(key, &of)?));
        }
        Ok(request)
    }

    /// Whether this answer asks for nothing but another proof (RFC 9449 §8, §5).
    pub(super) fn wants_another_proof(&self, question: &mut Question, answer: &Response) -> bool {
        if question.key.is_none() || question.put >= MOST {
            return false;
        }
        match answer.oauth_error().as_deref() {
            Some("use_dpop_nonce") => {
                let is_nonce =
                    |nonce: &&String| nonce.len() <= LONGEST_NONCE && nonce.bytes().all(|byte| byte.is_ascii_graphic());
                question.nonce = answer.nonce.as_ref().filter(is_nonce).cloned();
                question.nonce.is_some()
            }
            Some("invalid_dpop_proof") => self.takes_the_portals_clock(answer.date),
            _ => false,
        }
    }

    /// Whether an answer to a request with an access token asks for nothing but a proof by the portal's clock, which is known now.
    pub(super) fn is_about_the_clock(&self, answer: &Result<Response, Error>) -> bool {
        let Ok(answer) = answer else { return false };
        answer.oauth_error().as_deref() == Some("invalid_dpop_proof") && self.takes_the_portals_clock(answer.date)
    }

    /// The moment by the portal's clock, as far as it is known: proofs are judged by it.
    pub(super) fn portals_now(&self) -> i64 {
        self.now().saturating_add(self.ahead.load(Ordering::Relaxed))
    }

    /// Takes over what time the portal says it is; whether that is news.
    fn takes_the_portals_clock(&self, date: Option<i64>) -> bool {
        let Some(date) = date.filter(|date| date.abs_diff(self.portals_now()) > CLOCKS_APART) else { return false };
        self.ahead.store(date.saturating_sub(self.now()), Ordering::Relaxed);
        true
    }
}
