//! What the module tells those above it and asks them, in the same transaction.

use crate::model::Email;
use crate::queries::contacts;
use gatehouse_context::{Cx, Question, Signal};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use std::sync::{Arc, Mutex, PoisonError};

/// An account was confirmed and can be used from now on (ACC-2), or has proven another address (ACC-14).
#[derive(Clone, Debug)]
pub struct AccountConfirmed {
    /// The account.
    pub account: Uuid,
    /// Its proven address, where whoever tells of it has it at hand.
    address: Option<String>,
    /// What the person should hear of it.
    pub news: News,
}

impl AccountConfirmed {
    /// Of this account; there is nothing to say yet.
    pub fn of(account: Uuid) -> Self {
        Self { account, address: None, news: News::default() }
    }

    /// Tells it of this account; returns what the person should hear.
    pub(crate) async fn raise(cx: &Cx, tx: &Tx, account: Uuid, address: Option<&Email>) -> Result<Vec<String>, Fault> {
        let confirmed = Self { address: address.map(|email| email.written().to_owned()), ..Self::of(account) };
        let news = confirmed.news.clone();
        cx.raise(tx, confirmed).await?;
        Ok(news.sentences())
    }

    /// The account's proven address.
    pub async fn address(&self, cx: &Cx, tx: &Tx) -> Result<Option<String>, Fault> {
        match &self.address {
            Some(address) => Ok(Some(address.clone())),
            None => contacts::proven(cx, &**tx, self.account).await,
        }
    }
}

/// Many accounts came from another portal at once, with their addresses proven (ACC-18). Who does something about
/// [`AccountConfirmed`] does the same here, with few statements for all of them.
#[derive(Clone)]
pub struct AccountsImported {
    /// The accounts, with their normalized addresses.
    pub people: Vec<(Uuid, String)>,
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

/// The sessions of an account were ended as a whole: its password was set or changed, its two-step verification began, or its owner or support
/// wanted it. What came of those sessions and goes on without them ends too (ACC-10, ACC-13).
#[derive(Clone, Copy, Debug)]
pub struct SessionsEnded {
    /// The account.
    pub account: Uuid,
    /// The session that goes on.
    pub kept: Option<Uuid>,
}

/// Whether something was bought with this address in the shop that waits for an account (ACC-3).
pub struct HasBought {
    /// The address.
    pub email: Email,
}

/// Whether something would be left without its owner if this account went, so that it cannot go (COM-3).
pub struct IsAccountNeeded {
    /// The account.
    pub account: Uuid,
}

/// Whether something in this account is the person's own, so that it is more than what a company made (COM-14).
pub struct HoldsOwnThings {
    /// The account.
    pub account: Uuid,
}

/// Whether the address of this account is not its owner's to change: they are a user of a company (COM-6).
pub struct IsAddressFixed {
    /// The account.
    pub account: Uuid,
}

impl Question for HasBought {}
impl Question for HoldsOwnThings {}
impl Question for IsAddressFixed {}
impl Question for IsAccountNeeded {}
impl Signal for AccountConfirmed {}
impl Signal for AccountDeleted {}
impl Signal for AccountsImported {}
impl Signal for SessionsEnded {}

/// Where somebody finds the sign-in service of their company by an address.
pub const FIND_COMPANY: &str = "/sign-in/company";

/// Whether an address is of a company that has a sign-in service of its own (COM-14): by its domain alone, so that the answer says nothing about
/// accounts. The module of companies puts it into the services as [`SharedCompanyWay`].
#[gatehouse_core::async_trait]
pub trait CompanyWay: Send + Sync {
    /// The domain as people read it, and the page where its people sign in; `None` for every other address.
    async fn of(&self, cx: &Cx, email: &Email) -> Result<Option<(String, String)>, Fault>;
}

/// How it lies in the services.
pub type SharedCompanyWay = Arc<dyn CompanyWay>;
