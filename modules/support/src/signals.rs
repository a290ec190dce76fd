//! What the module tells those above it, in the same transaction.

use crate::model::category::Category;
use crate::model::status::Status;
use crate::model::transition::By;
use gatehouse_context::{Cx, Signal};
use gatehouse_core::{Fault, Lang, Personal, Uuid, async_trait};
use gatehouse_db::Tx;
use std::sync::Arc;

/// Somebody asked something, or it came by mail, telephone or letter. Heard behind the rows of the request and its first message.
#[derive(Clone, Debug)]
pub struct RequestOpened {
    /// The request.
    pub request: Uuid,
    /// Whose it is; none has no account.
    pub account: Option<Uuid>,
    /// In which language it was asked.
    pub lang: Lang,
    /// In a few words.
    pub subject: Personal<String>,
    /// What it is about.
    pub category: Category,
    /// The product, where one was named.
    pub product: Option<Uuid>,
    /// Its first message.
    pub message: Uuid,
}

/// A message was added that the customer sees.
#[derive(Clone, Copy, Debug)]
pub struct RequestAnswered {
    /// The request.
    pub request: Uuid,
    /// The message.
    pub message: Uuid,
    /// Who wrote it.
    pub by: By,
}

/// Its status is another one.
#[derive(Clone, Copy, Debug)]
pub struct RequestMoved {
    /// The request.
    pub request: Uuid,
    /// The status before.
    pub from: Status,
    /// The status since.
    pub to: Status,
    /// Who did it.
    pub by: By,
}

/// It has ended for good. Raised behind [`RequestMoved`].
#[derive(Clone, Copy, Debug)]
pub struct RequestClosed {
    /// The request.
    pub request: Uuid,
    /// How.
    pub status: Status,
}

/// Its author says that something which was advised has solved it, and it ends by that. Raised behind [`RequestClosed`].
#[derive(Clone, Copy, Debug)]
pub struct SolvedByAdvice {
    /// The request.
    pub request: Uuid,
    /// What was advised: [`Advice::id`].
    pub advice: Uuid,
}

/// Something to read that may answer a question.
#[derive(Clone, Debug)]
pub struct Advice {
    /// What it is.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// How it begins.
    pub about: String,
    /// Where it is read.
    pub href: String,
}

/// What a module above knows of questions (SUP-14, SUP-18).
#[async_trait]
pub trait Advises: Send + Sync {
    /// Where a page's script asks the same as [`Self::suggests`], by `q`.
    fn place(&self) -> &'static str;
    /// What may answer a question that is being asked, by its subject and the product that it is about. Nothing where its asker has asked too often.
    async fn suggests(&self, cx: &Cx, subject: &str, product: Option<Uuid>) -> Result<Vec<Advice>, Fault>;
    /// What was chosen for a request as it began.
    async fn of_request(&self, cx: &Cx, request: Uuid) -> Result<Vec<Advice>, Fault>;
    /// The same in the transaction in which it begins, in this language: for the mail that says so.
    async fn chosen(&self, cx: &Cx, tx: &Tx, request: Uuid, lang: Lang) -> Result<Vec<Advice>, Fault>;
    /// Where the team begins an article that answers a request's question for everybody.
    fn begins(&self, request: Uuid) -> String;
}

/// The module that advises. Lies in the services, where there is one.
#[derive(Clone)]
pub struct Adviser(pub Arc<dyn Advises>);

/// Its texts are about to be erased: who keeps copies (an index of words, a raw mail) ends them now.
#[derive(Clone, Copy, Debug)]
pub struct RequestErased {
    /// The request.
    pub request: Uuid,
}

impl Signal for RequestOpened {}
impl Signal for RequestAnswered {}
impl Signal for RequestMoved {}
impl Signal for RequestClosed {}
impl Signal for RequestErased {}
impl Signal for SolvedByAdvice {}
