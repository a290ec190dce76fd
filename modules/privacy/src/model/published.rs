//! Which published version of a statement is in force, and who has to accept it (ACC-12).
//!
//! In force is the one with the highest number whose moment has come: a version that was planned by mistake never comes into force once the
//! next one is. Who accepted an earlier version is asked again when one since then says so; a version that mends a word does not.

use super::countries;
use crate::tables::statement::StatementKind;
use crate::tables::statement_version;
use gatehouse_core::{Moment, Uuid};
use std::collections::BTreeMap;

/// A published version without its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Of this statement.
    pub statement: Uuid,
    /// The version.
    pub version: Uuid,
    /// What the statement is.
    pub kind: StatementKind,
    /// The version's number, from 1.
    pub number: i64,
    /// From when on it is in force.
    pub from: Moment,
    /// Whether it has to be accepted before the portal is used.
    pub required: bool,
    /// Whether those who accepted an earlier version are asked again.
    pub asks_again: bool,
    /// Where it is asked, in the stored form.
    pub countries: String,
}

impl Published {
    /// Of its row; `None` of a draft.
    pub fn of(kind: StatementKind, row: statement_version::Model) -> Option<Self> {
        Some(Self {
            statement: row.statement_id,
            version: row.id,
            kind,
            number: row.number,
            from: row.published_at?,
            required: row.required,
            asks_again: row.asks_again,
            countries: row.countries,
        })
    }
}

/// A version that is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// The version.
    pub version: Published,
    /// Whoever accepted a version of this number or a higher one need not accept again.
    pub accepted_from: i64,
}

impl InForce {
    /// Whether it is asked in this country.
    pub fn is_for(&self, country: &str) -> bool {
        countries::has(&self.version.countries, country)
    }

    /// Whether somebody who accepted this number has accepted what is in force.
    pub const fn is_met_by(&self, number: i64) -> bool {
        number >= self.accepted_from
    }
}

/// What is in force at a moment: of each statement one version at the most.
pub fn in_force(all: &[Published], now: Moment) -> Vec<InForce> {
    let mut highest = BTreeMap::<_, &Published>::new();
    for version in all.iter().filter(|version| version.from <= now) {
        let found = highest.entry((version.kind.word(), version.statement)).or_insert(version);
        if version.number > found.number {
            *found = version;
        }
    }
    let begun =
        |version: &Published| InForce { accepted_from: asked_from(all, version, now), version: version.clone() };
    highest.into_values().map(begun).collect()
}

/// The highest number up to this version that asked everybody, among those that were ever in force; the first one always does.
fn asked_from(all: &[Published], version: &Published, now: Moment) -> i64 {
    let asking =
        all.iter().filter(|other| other.statement == version.statement && other.from <= now && other.asks_again);
    let asking = asking.filter(|other| other.number <= version.number && !is_overtaken(all, other));
    asking.map(|other| other.number).max().unwrap_or(1)
}

/// Whether a version never came into force: a higher number was there already when its moment came.
fn is_overtaken(all: &[Published], version: &Published) -> bool {
    let is_above = |other: &&Published| other.statement == version.statement && other.number > version.number;
    all.iter().filter(is_above).any(|other| other.from <= version.from)
}

#[cfg(test)]
mod tests {
    use super::{Published, in_force};
    use crate::tables::statement::StatementKind;
    use gatehouse_core::{Moment, Uuid};

    fn version(number: i64, from: i64, asks_again: bool) -> Published {
        Published {
            statement: Uuid::from_u128(1),
            version: Uuid::from_u128(u128::try_from(number).unwrap_or_default()),
            kind: StatementKind::Processing,
            number,
            from: Moment(from),
            required: true,
            asks_again,
            countries: "DE,FR".to_owned(),
        }
    }

    /// ACC-12, PRI-7
    #[test]
    fn the_highest_number_whose_moment_has_come_is_in_force() {
        let all = [version(1, 10, true), version(2, 30, true), version(3, 20, false), version(4, 40, true)];
        let number = |now| in_force(&all, Moment(now)).first().map(|one| (one.version.number, one.accepted_from));
        assert_eq!((number(9), number(10), number(20)), (None, Some((1, 1)), Some((3, 1))));
        assert_eq!((number(30), number(40)), (Some((3, 1)), Some((4, 4))), "the second one is never in force");
        let one = in_force(&all, Moment(10)).remove(0);
        assert!(one.is_for("DE") && !one.is_for("JP") && one.is_met_by(1) && !one.is_met_by(0));
    }
}
