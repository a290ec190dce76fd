//! What stands in the help center, kept in memory for some seconds: with 10,000 articles it takes a tenth of a second of a core to count them, and
//! anybody may open the first page and every category. The node that changes an article forgets it at once.

use super::contents::{self, Section};
use crate::model::words::Reader;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Moment, SECOND};
use gatehouse_db::Tx;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// For so long it is not read again.
const KEPT: i64 = 10 * SECOND;

/// As it lies in the services.
pub(crate) type SharedContents = Arc<KeptContents>;

/// What this node has read, for each kind of reader and language.
#[derive(Debug, Default)]
pub(crate) struct KeptContents(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// Goes up with every change: what was begun to be read before is not kept.
    changes: u64,
    all: Vec<One>,
}

#[derive(Debug)]
struct One {
    reader: Reader,
    lang: Lang,
    read_at: Moment,
    sections: Arc<Vec<Section>>,
}

impl KeptContents {
    fn held(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn forget(&self) {
        let mut kept = self.held();
        kept.changes += 1;
        kept.all.clear();
    }

    /// What is kept, or how many changes there were until now.
    fn found(&self, reader: Reader, lang: Lang, now: Moment) -> Result<Arc<Vec<Section>>, u64> {
        let kept = self.held();
        let fits = |one: &&One| one.reader == reader && one.lang == lang && one.read_at.was_within(now, KEPT);
        kept.all.iter().find(fits).map(|one| Arc::clone(&one.sections)).ok_or(kept.changes)
    }

    fn keep(&self, one: One, changes: u64) {
        let mut kept = self.held();
        if kept.changes == changes {
            kept.all.retain(|other| (other.reader, other.lang) != (one.reader, one.lang));
            kept.all.push(one);
        }
    }
}

/// The categories with something in them, each with its first articles ([`contents::contents`]).
pub(crate) async fn contents(cx: &Cx, reader: Reader, lang: Lang) -> Result<Arc<Vec<Section>>, Fault> {
    let (kept, now) = (cx.service::<SharedContents>()?, cx.now());
    let changes = match kept.found(reader, lang, now) {
        Ok(sections) => return Ok(sections),
        Err(changes) => changes,
    };
    let sections = Arc::new(contents::contents(cx, reader, lang).await?);
    kept.keep(One { reader, lang, read_at: now, sections: Arc::clone(&sections) }, changes);
    Ok(sections)
}

/// Something in the help center is another one, once this is committed.
pub(crate) fn forget(cx: &Cx, tx: &Tx) -> Result<(), Fault> {
    let kept = Arc::clone(cx.service::<SharedContents>()?);
    tx.after_commit(move || kept.forget());
    Ok(())
}
