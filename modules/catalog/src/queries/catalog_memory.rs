//! What the catalog says of an edition's seats, in the memory of each node (LIC-1, LIC-10): of the revision that a license was sold with.
//!
//! A seat is judged by its license, whose row the next request may change, and by the catalog, which hardly ever changes. To ask
//! for both with every activation is a statement over nine tables, which costs a server engine twice as much. So a
//! node asks for the catalog once in [`FOLLOWED`], and only for editions that devices ask for. What this node changes it knows from
//! the commit on; what another one changes, within [`FOLLOWED`].

use crate::model::edition_facts::EditionFacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, SECOND, Uuid};
use gatehouse_formats::lease::MAX_FEATURES;
use sea_orm::{DbErr, FromQueryResult, QueryResult, Statement};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The longest that a node other than the changing one may still go by what the catalog said before.
pub const FOLLOWED: i64 = SECOND;
/// Editions that are remembered, at the most.
const MOST: usize = 1_000;

impl FromQueryResult for EditionFacts {
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
        let mut features = words(Some(row.try_get::<String>("", "features")?.as_str()).filter(|list| !list.is_empty()));
        // A lease holds no more.
        features.truncate(MAX_FEATURES);
        let mut account_features =
            words(Some(row.try_get::<String>("", "account_features")?.as_str()).filter(|list| !list.is_empty()));
        // One that the edition had before is none of its own any more.
        account_features.retain(|feature| features.contains(feature));
        Ok(Self {
            product_code: row.try_get("", "product_code")?,
            product_name: row.try_get("", "product_name")?,
            regions: row.try_get("", "regions")?,
            lease_days: row.try_get("", "lease_days")?,
            transfer_allowance: row.try_get("", "transfer_allowance")?,
            agreement: row.try_get("", "agreement")?,
            edition_code: row.try_get("", "edition_code")?,
            edition_name: row.try_get("", "edition_name")?,
            features,
            account_need: row.try_get("", "account_need")?,
            account_features,
            applications: words(row.try_get::<Option<String>>("", "applications")?.as_deref()),
        })
    }
}

/// Codes of the catalog hold no comma.
fn words(list: Option<&str>) -> Vec<String> {
    list.iter().flat_map(|list| list.split(',')).map(str::to_owned).collect()
}

/// One row with its lists: one statement, not three.
const FACTS: &str = "select p.code as product_code, p.name as product_name, v.regions, v.lease_days, \
     v.transfer_allowance, v.code as edition_code, v.name as edition_name, v.features, v.account_need, v.account_features, \
     case when p.statement_required then (select g.id from agreement g where g.product_id = p.id \
        order by g.number desc limit 1) end as agreement, \
     (select string_agg(a.code, ',') from application a where a.product_id = p.id) as applications \
     from edition_rev v join product p on p.id = $1 where v.edition_id = $2 and v.number = $3";

/// A product, one of its editions, and the revision of that.
type Place = (Uuid, Uuid, i64);

struct Remembered {
    facts: Arc<EditionFacts>,
    /// When it was asked for.
    at: Moment,
    /// The same moment by [`gatehouse_core::Clock::elapsed`].
    elapsed: i64,
}

impl Remembered {
    /// A clock that was set back makes nothing newer.
    fn holds(&self, now: Moment, elapsed: i64) -> bool {
        (0..FOLLOWED).contains(&now.since(self.at)) && elapsed.saturating_sub(self.elapsed) < FOLLOWED
    }
}

#[derive(Default)]
struct Memory {
    /// Counts the changes by this node: what was read before one must not be remembered after it.
    generation: u64,
    editions: HashMap<Place, Remembered>,
}

/// The memory of this node; clones share it.
#[derive(Clone, Default)]
pub struct CatalogMemory(Arc<Mutex<Memory>>);

impl CatalogMemory {
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the catalog says of a revision, which never changes, and of its product, or said of that less than [`FOLLOWED`] ago; `None`
    /// where there is no such product or revision. It is read outside any transaction, so that nothing is remembered which is rolled back.
    pub async fn facts(
        &self,
        cx: &Cx,
        product: Uuid,
        edition: Uuid,
        rev: i64,
    ) -> Result<Option<Arc<EditionFacts>>, Fault> {
        // Before the reading: what is committed while it lasts may be missing from it.
        let (now, elapsed) = (cx.now(), cx.app.clock.elapsed());
        let place = (product, edition, rev);
        let (generation, known) = self.remembered(place, now, elapsed);
        if known.is_some() {
            return Ok(known);
        }
        let values = [product.into(), edition.into(), rev.into()];
        let statement = Statement::from_sql_and_values(cx.db().backend(), FACTS, values);
        let Some(facts) = EditionFacts::find_by_statement(statement).one(cx.read()).await? else { return Ok(None) };
        let facts = Arc::new(facts);
        self.remember(generation, place, Remembered { facts: Arc::clone(&facts), at: now, elapsed });
        Ok(Some(facts))
    }

    fn remembered(&self, place: Place, now: Moment, elapsed: i64) -> (u64, Option<Arc<EditionFacts>>) {
        let memory = self.memory();
        let known = memory.editions.get(&place).filter(|known| known.holds(now, elapsed));
        (memory.generation, known.map(|known| Arc::clone(&known.facts)))
    }

    fn remember(&self, generation: u64, place: Place, read: Remembered) {
        let mut memory = self.memory();
        if memory.generation != generation {
            return;
        }
        if memory.editions.len() >= MOST && !memory.editions.contains_key(&place) {
            memory.editions.clear();
        }
        memory.editions.insert(place, read);
    }

    /// Forgets everything. Called after a change of the catalog was committed.
    pub(crate) fn forget(&self) {
        let mut memory = self.memory();
        memory.generation += 1;
        memory.editions.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{CatalogMemory, EditionFacts, FOLLOWED, MOST, Place, Remembered};
    use crate::model::edition_service::AccountNeed;
    use crate::model::regions::Regions;
    use gatehouse_core::{Moment, Uuid};
    use std::sync::Arc;

    fn read(at: i64, elapsed: i64) -> Remembered {
        let facts = EditionFacts {
            product_code: "lantern".into(),
            product_name: "Lantern".into(),
            regions: Regions::default(),
            lease_days: 14,
            transfer_allowance: None,
            agreement: None,
            edition_code: "home".into(),
            edition_name: "Home".into(),
            features: Vec::new(),
            account_need: AccountNeed::Never,
            account_features: Vec::new(),
            applications: Vec::new(),
        };
        Remembered { facts: Arc::new(facts), at: Moment(at), elapsed }
    }

    fn place(n: usize) -> Place {
        (Uuid::nil(), Uuid::from_u128(n as u128), 1)
    }

    /// LIC-1, LIC-10
    #[test]
    fn what_was_read_before_a_change_is_not_remembered_after_it() {
        let memory = CatalogMemory::default();
        let (generation, known) = memory.remembered(place(1), Moment(0), 0);
        assert!(known.is_none());
        memory.forget();
        memory.remember(generation, place(1), read(0, 0));
        assert!(memory.remembered(place(1), Moment(0), 0).1.is_none());
        let (generation, _) = memory.remembered(place(1), Moment(0), 0);
        memory.remember(generation, place(1), read(0, 0));
        assert!(memory.remembered(place(1), Moment(0), 0).1.is_some());
        memory.forget();
        assert!(memory.remembered(place(1), Moment(0), 0).1.is_none());
    }

    /// LIC-1, LIC-10
    #[test]
    fn it_is_believed_for_a_second_by_either_clock_and_is_bounded() {
        let memory = CatalogMemory::default();
        memory.remember(0, place(1), read(10 * FOLLOWED, 0));
        let knows = |now: i64, elapsed: i64| memory.remembered(place(1), Moment(now), elapsed).1.is_some();
        assert!(knows(10 * FOLLOWED, 0) && knows(11 * FOLLOWED - 1, FOLLOWED - 1));
        assert!(!knows(11 * FOLLOWED, 0), "the machine slept");
        assert!(!knows(10 * FOLLOWED, FOLLOWED), "the clock was held");
        assert!(!knows(10 * FOLLOWED - 1, 0), "the clock was set back");
        for n in 0..3 * MOST {
            memory.remember(0, place(n), read(0, 0));
        }
        assert!(memory.memory().editions.len() <= MOST);
    }
}
