//! Looks at people's data (ALL-8): whoever may look gets a record only together with the line of the audit log that says so.

use crate::audit::AuditEntry;
use crate::cx::Cx;
use crate::may::{May, Right};
use gatehouse_core::{Fault, MINUTE, Moment, Uuid, async_trait};
use std::any::type_name;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

/// How long a list that is leafed through is one look.
const ONE_LOOK: i64 = 10 * MINUTE;
/// Looks remembered of a node; beyond, all are forgotten, and have lines again.
const MOST_REMEMBERED: usize = 10_000;

/// What is looked at: a record, or what a search asks for.
pub trait Look: Sized + Send {
    /// What a look at it needs.
    type Right: Right;

    /// What the audit log says of the look; nothing where no one's data are seen.
    fn lines(&self) -> Vec<AuditEntry>;

    /// Of a list that is leafed through, by what it is filtered: the same actor's next look at it has no lines for ten minutes.
    fn leafed(&self) -> Option<String> {
        None
    }
}

/// Who looked at a list, of which type, filtered by what.
type ListLook = (&'static str, Option<Uuid>, &'static str, String);

/// The lists that were looked at on this node a short while ago.
#[derive(Debug, Default)]
pub struct RecentLooks(Mutex<HashMap<ListLook, Moment>>);

impl RecentLooks {
    fn has(&self, look: &ListLook, now: Moment) -> bool {
        let looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looks.get(look).is_some_and(|at| at.was_within(now, ONE_LOOK))
    }

    fn note(&self, look: ListLook, now: Moment) {
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if looks.len() >= MOST_REMEMBERED {
            looks.clear();
        }
        looks.insert(look, now);
    }
}

/// A record that is seen by its id.
#[async_trait]
pub trait LookUp: Look {
    /// The record as it is shown; `None` when there is none. Only [`Seen::find`] can call it.
    async fn look_up(cx: &Cx, id: Uuid, looking: &Looking) -> Result<Option<Self>, Fault>;
}

/// Held by [`Seen::find`] alone, which writes the line.
#[derive(Debug)]
pub struct Looking(());

/// Something together with the proof that this actor may see it, and that the audit log says they did.
#[derive(Clone, Debug)]
pub struct Seen<T>(T);

impl<T: LookUp> Seen<T> {
    /// The record with this id; `None`, and no line, when there is none.
    pub async fn find(may: &May<T::Right>, id: Uuid) -> Result<Option<Self>, Fault> {
        match T::look_up(may, id, &Looking(())).await? {
            Some(found) => Ok(Some(Self::of(may, found).await?)),
            None => Ok(None),
        }
    }
}

impl<T: Look> Seen<T> {
    /// For what is in hand already. Writes the lines first: without them, nothing is shown.
    pub async fn of(may: &May<T::Right>, looked_at: T) -> Result<Self, Fault> {
        let lines = looked_at.lines();
        let look = looked_at.leafed().map(|by| (may.actor.kind(), may.actor.id(), type_name::<T>(), by));
        let is_written = look.as_ref().is_some_and(|look| may.app.looks.has(look, may.now()));
        if !lines.is_empty() && !is_written {
            let tx = may.begin().await?;
            for line in lines {
                may.audit(&tx, line).await?;
            }
            tx.commit().await?;
            if let Some(look) = look {
                may.app.looks.note(look, may.now());
            }
        }
        Ok(Self(looked_at))
    }

    /// Without the proof.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Seen<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
