//! Whose a page of a chat is: a visitor's, a person's own, or that of a user of a company, at `/c/NAME/chat`. The pages are the same.

use super::{CHAT, HISTORY, token_for};
use crate::rights::{By, Own, own};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use gatehouse_companies::rights::{In, Member};
use gatehouse_companies::sessions::{inside, still};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_web::{AppState, Customer, Entry, Halt, Scope, Visit};

/// Who has the page.
pub(super) struct Side {
    /// The visit.
    pub visit: Visit,
    by: Option<In<'static, Member>>,
    scope: Scope,
}

impl FromRequestParts<AppState> for Side {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        if parts.extensions.get() != Some(&Entry::Customers) {
            let visit = Visit::from_request_parts(parts, app).await?;
            return Ok(Self { visit, by: None, scope: Scope::Personal });
        }
        let customer = Customer::from_request_parts(parts, app).await?;
        let by = match customer.scope.company() {
            Some(_) => Some(inside(&customer).await?),
            None => None,
        };
        Ok(Self { visit: customer.visit, by, scope: customer.scope })
    }
}

impl Side {
    /// The company in whose name it is.
    pub fn company(&self) -> Option<Uuid> {
        self.by.as_ref().map(In::company)
    }

    /// How they come to a chat.
    pub fn by(&self, chat: Uuid) -> By<'_> {
        match &self.by {
            Some(by) => By::inside(by),
            None => By::from(token_for(&self.visit, chat)),
        }
    }

    /// The same, for as long as the page is open.
    pub fn into_reader(self, chat: Uuid) -> (Visit, Comes) {
        let token = token_for(&self.visit, chat).map(str::to_owned);
        (self.visit, Comes { token, by: self.by })
    }

    /// Where a chat begins.
    pub fn start(&self) -> String {
        self.scope.path(CHAT)
    }

    /// The chats of before.
    pub fn history(&self) -> String {
        self.scope.path(HISTORY)
    }

    /// Where one asks instead.
    pub fn form(&self) -> String {
        if self.visit.customer.is_some() { self.scope.path("/requests/new") } else { super::FORM_INSTEAD.to_owned() }
    }

    /// The page of a request.
    pub fn request(&self, id: Uuid) -> String {
        self.scope.path(&format!("/requests/{id}"))
    }

    /// An address of a chat.
    pub fn at(&self, chat: Uuid, below: &str) -> String {
        self.scope.path(&super::at(chat, below))
    }
}

/// How the reader of an open page comes to their chat.
pub(super) struct Comes {
    token: Option<String>,
    by: Option<In<'static, Member>>,
}

impl Comes {
    /// The chat, where it is theirs still.
    pub async fn own(&self, cx: &Cx, chat: Uuid) -> Result<Option<Own>, Fault> {
        let by = match &self.by {
            Some(by) => match still(cx, by).await {
                Err(Halt::NotFound | Halt::Forbidden) => return Ok(None),
                // What broke, the next query says.
                _ => By::inside(by),
            },
            None => By::from(self.token.as_deref()),
        };
        own(cx, cx.read(), chat, by).await
    }
}
