//! Revisions of editions (LIC-1).

use crate::model::edition_service::AccountNeed;
use crate::model::labels::{Labels, label_for};
use crate::tables::edition_rev::{Column, Entity, Model};
use gatehouse_core::{Fault, Lang, Uuid};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// What is sold of an edition now.
pub async fn newest<C: ConnectionTrait>(conn: &C, edition: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find().filter(Column::EditionId.eq(edition)).order_by_desc(Column::Number).one(conn).await?)
}

/// A revision by its number.
pub async fn numbered<C: ConnectionTrait>(conn: &C, edition: Uuid, number: i64) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id((edition, number)).one(conn).await?)
}

/// The revisions of these editions, the oldest of each first. A clerk's change makes one, so there are few.
pub async fn of_editions<C: ConnectionTrait>(
    conn: &C,
    editions: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Model>, Fault> {
    let rows = Entity::find().filter(Column::EditionId.is_in(editions)).order_by_asc(Column::Number);
    Ok(rows.all(conn).await?)
}

/// One of the texts of a revision, for a reader.
fn for_reader(texts: &str, lang: Lang) -> String {
    let labels: Labels = serde_json::from_str(texts).unwrap_or_default();
    label_for(&labels, lang).unwrap_or_default().to_owned()
}

impl Model {
    /// The codes of its features.
    pub fn feature_codes(&self) -> Vec<&str> {
        self.features.split(',').filter(|code| !code.is_empty()).collect()
    }

    /// The codes of its features that a product has only while it is connected to an account.
    pub fn features_with_account(&self) -> Vec<&str> {
        let own = self.feature_codes();
        match self.account_need {
            AccountNeed::Never => Vec::new(),
            AccountNeed::All => own,
            AccountNeed::Some => {
                own.into_iter().filter(|own| self.account_features.split(',').any(|code| code == *own)).collect()
            }
        }
    }

    /// The standard support for a reader; empty where nothing is said of it.
    pub fn support_for(&self, lang: Lang) -> String {
        for_reader(&self.support, lang)
    }

    /// Further services for a reader; empty where there are none.
    pub fn services_for(&self, lang: Lang) -> String {
        for_reader(&self.services, lang)
    }

    /// The codes of features that this one has and `other` has not.
    pub fn beyond<'a>(&'a self, other: &Self) -> Vec<&'a str> {
        let others = other.feature_codes();
        self.feature_codes().into_iter().filter(|code| !others.contains(code)).collect()
    }

    /// Whether something that `before` grants is missing here: a feature, a region, a day without asking, a freed seat.
    pub fn takes_away_from(&self, before: &Self) -> bool {
        let narrower = match (before.regions.is_everywhere(), self.regions.is_everywhere()) {
            (_, true) => false,
            (true, false) => true,
            (false, false) => before.regions.0.iter().any(|region| !self.regions.0.contains(region)),
        };
        // Without a number there are as many as seats, which may be more or fewer.
        let stricter = match (before.transfer_allowance, self.transfer_allowance) {
            (Some(before), Some(now)) => now < before,
            (before, now) => before != now,
        };
        let needs_more = self.features_with_account().iter().any(|code| !before.features_with_account().contains(code));
        !before.beyond(self).is_empty() || narrower || stricter || needs_more || self.lease_days < before.lease_days
    }
}

#[cfg(test)]
mod tests {
    use super::Model;
    use crate::model::edition_service::AccountNeed;
    use crate::model::regions::Regions;
    use gatehouse_core::{Moment, Uuid};

    fn rev(features: &str, regions: &[&str], lease_days: i64) -> Model {
        Model {
            edition_id: Uuid::nil(),
            number: 1,
            code: "pro".into(),
            name: "Pro".into(),
            features: features.into(),
            regions: Regions(regions.iter().map(|&region| region.to_owned()).collect()),
            lease_days,
            transfer_allowance: None,
            account_need: AccountNeed::Never,
            account_features: String::new(),
            support: "{}".into(),
            services: "{}".into(),
            made_at: Moment(0),
        }
    }

    /// LIC-1
    #[test]
    fn what_is_taken_away_is_seen() {
        let before = rev("scan,vault", &["DE", "JP"], 14);
        for (now, takes) in [
            (rev("scan,vault", &["DE", "JP"], 14), false),
            (rev("scan,vault,radar", &["DE", "FR", "JP"], 30), false),
            (rev("scan,vault", &[], 14), false),
            (rev("scan", &["DE", "JP"], 14), true),
            (rev("", &[], 90), true),
            (rev("scan,vault", &["DE"], 14), true),
            (rev("scan,vault", &["DE", "JP"], 7), true),
        ] {
            assert_eq!(now.takes_away_from(&before), takes, "{now:?}");
        }
        assert!(before.takes_away_from(&rev("", &[], 14)), "it was sold everywhere");
        assert_eq!(rev("scan,radar", &[], 14).beyond(&before), ["radar"]);
        assert_eq!(rev("", &[], 14).feature_codes(), [""; 0]);
    }
}
