//! What the module tells those above it, in the same transaction.

use crate::model::category::Category;
use crate::model::status::Status;
use crate::model::transition::By;
use gatehouse_context::Signal;
use gatehouse_core::Uuid;

/// Somebody asked something, or it came by mail, telephone or letter. Heard behind the rows of the request and its first message.
#[derive(Clone, Copy, Debug)]
pub struct RequestOpened {
    /// The request.
    pub request: Uuid,
    /// What it is about.
    pub category: Category,
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
