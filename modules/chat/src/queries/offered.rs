//! Whether there is a chat now, for what stands on every page. What is set is kept in memory for half a minute, so no page asks the database for it; whoever
//! begins a chat is judged by what is stored ([`super::settings::hours`]).

use super::settings::{promise, setting};
use crate::model::hours::{Hours, at};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, SECOND};
use gatehouse_support::model::calendar::Calendar;
use std::sync::{Arc, Mutex, PoisonError};

/// For so long it is not read again. On the node that changes it, it is at once.
const KEPT: i64 = 30 * SECOND;

/// As it lies in the services.
pub(crate) type SharedOffered = Arc<Offered>;

/// What is set, as this node has read it.
#[derive(Default)]
pub(crate) struct Offered(Mutex<Option<Kept>>);

#[derive(Clone)]
struct Kept {
    read_at: Moment,
    is_on: bool,
    calendar: Option<Arc<Calendar>>,
}

impl Kept {
    fn is_open(&self, now: Moment) -> bool {
        at(self.is_on, self.calendar.as_deref(), now) == Hours::Open
    }
}

impl Offered {
    /// Whether somebody can begin a chat. While the database is away it is as it was.
    pub(crate) async fn is_open(&self, cx: &Cx) -> bool {
        let now = cx.now();
        let before = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(kept) = before.as_ref().filter(|kept| kept.read_at.was_within(now, KEPT)) {
            return kept.is_open(now);
        }
        let kept = match read(cx).await {
            Ok((is_on, calendar)) => Kept { read_at: now, is_on, calendar },
            // Nor is it asked again with every page then.
            Err(_) => match before {
                Some(before) => Kept { read_at: now, ..before },
                None => Kept { read_at: now, is_on: false, calendar: None },
            },
        };
        let is_open = kept.is_open(now);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        is_open
    }

    /// It is another one now.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

async fn read(cx: &Cx) -> Result<(bool, Option<Arc<Calendar>>), Fault> {
    let setting = setting(cx.read()).await?;
    let calendar = promise(cx.read(), &setting).await?;
    Ok((setting.is_on, calendar.map(Arc::new)))
}
