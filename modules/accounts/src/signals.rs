//! What the module tells those above it, in the same transaction.

use gatehouse_context::Signal;
use gatehouse_core::Uuid;
use std::sync::{Arc, Mutex, PoisonError};

/// An account was confirmed and can be used from now on (ACC-2), or has proven another address (ACC-14).
#[derive(Clone, Debug)]
pub struct AccountConfirmed {
    /// The account.
    pub account: Uuid,
    /// What the person should hear of it.
    pub news: News,
}

impl AccountConfirmed {
    /// Of this account; there is nothing to say yet.
    pub fn of(account: Uuid) -> Self {
        Self { account, news: News::default() }
    }
}

/// What those who heard a signal have to say to the person, each a sentence in the language of the request. The next page
/// shows it.
#[derive(Clone, Debug, Default)]
pub struct News(Arc<Mutex<Vec<String>>>);

impl News {
    /// Adds a sentence.
    pub fn add(&self, sentence: impl Into<String>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(sentence.into());
    }

    /// The sentences so far.
    pub fn sentences(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// An account is being deleted: every module erases or detaches what it holds of it (ACC-17).
#[derive(Clone, Copy, Debug)]
pub struct AccountDeleted {
    /// The account.
    pub account: Uuid,
}

impl Signal for AccountConfirmed {}
impl Signal for AccountDeleted {}
