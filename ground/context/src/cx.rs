//! The context of one action: who, when, in which language, and the way to the data.

use crate::audit::{self, AuditEntry};
use crate::once::{self, OnceKey};
use crate::{App, Question, Signal};
use gatehouse_core::{Actor, Fault, Lang, Moment, Uuid};
use gatehouse_db::{Db, Tx};
use sea_orm::DatabaseConnection;
use std::sync::Arc;

/// What every action gets. Nothing else is passed around by hand.
#[derive(Clone)]
pub struct Cx {
    /// The installation.
    pub app: Arc<App>,
    /// Who acts.
    pub actor: Actor,
    /// The language of answers.
    pub lang: Lang,
    /// The person's time zone (IANA name).
    pub zone: jiff::tz::TimeZone,
    /// The request's id, in the log and on error pages.
    pub request: Uuid,
    /// The network that the request came from: an IPv4 address or an IPv6 /64, as text; `None` for jobs.
    pub network: Option<String>,
    /// The browser's or product's own name (`User-Agent`), cut to 200 characters.
    pub agent: Option<String>,
    /// The idempotency key of the request, where it has one; the action's transaction stores it.
    pub once: Option<OnceKey>,
}

impl Cx {
    /// A context for a job, a schedule or the command line.
    pub fn program(app: &Arc<App>, name: &'static str) -> Self {
        let request = app.random.id(app.clock.now());
        Self {
            app: Arc::clone(app),
            actor: Actor::Program(name),
            lang: Lang::En,
            zone: app.settings.vendor_zone(),
            request,
            network: None,
            agent: None,
            once: None,
        }
    }

    /// The same context for another actor.
    #[must_use]
    pub fn acting_as(&self, actor: Actor) -> Self {
        Self { actor, ..self.clone() }
    }

    /// The current moment.
    pub fn now(&self) -> Moment {
        self.app.clock.now()
    }

    /// A new id, greater than those that this process made before it in the same millisecond.
    pub fn id(&self) -> Uuid {
        self.app.ids.next(self.app.random.as_ref(), self.now())
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.app.db
    }

    /// For reads outside a transaction.
    pub fn read(&self) -> &DatabaseConnection {
        self.app.db.reader()
    }

    /// Starts the action's one transaction.
    pub async fn begin(&self) -> Result<Tx, Fault> {
        self.app.db.begin().await
    }

    /// Tells the modules above, inside the transaction.
    pub async fn raise<S: Signal>(&self, tx: &Tx, signal: S) -> Result<(), Fault> {
        self.app.listeners.tell(self, tx, &signal).await
    }

    /// Asks the modules above, inside the transaction: whether any of them says yes.
    pub async fn ask<Q: Question>(&self, tx: &Tx, question: Q) -> Result<bool, Fault> {
        self.app.listeners.ask(self, tx, &question).await
    }

    /// Writes a line of the audit log, inside the transaction (ALL-3).
    pub async fn audit(&self, tx: &Tx, entry: AuditEntry) -> Result<(), Fault> {
        audit::write(self, tx, entry).await
    }

    /// Writes lines of several requests that share a transaction, with one statement.
    pub async fn audit_each(tx: &Tx, lines: Vec<(&Self, AuditEntry)>) -> Result<(), Fault> {
        audit::write_each(tx, lines).await
    }

    /// Marks the request's idempotency key as used by the change that made `result` (ALL-7). Every action
    /// that the API offers with a key calls this in its transaction; without a key it does nothing.
    pub async fn once(&self, tx: &Tx, result: Uuid) -> Result<(), Fault> {
        once::mark(self, tx, result).await
    }

    /// A service of a module.
    pub fn service<T: std::any::Any + Send + Sync>(&self) -> Result<&T, Fault> {
        self.app.services.get::<T>()
    }
}
