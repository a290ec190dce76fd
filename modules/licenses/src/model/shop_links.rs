//! Where a license is renewed, or a new one bought: the links of its product, filled in for this license (J3).

use super::license::{ENDING_DAYS, Kind, Status, is_activation_missed, status};
use crate::tables::license;
use gatehouse_catalog::model::shop_link::{ShopLinkOf, filled};
use gatehouse_core::{DAY, Lang, Moment, Uuid};

/// The links of a product, with their placeholders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShopLinks {
    /// Where it is bought; empty: nowhere that is known.
    pub buy: String,
    /// Where a license of it is renewed.
    pub renew: String,
    /// The code of the license's edition.
    pub edition: String,
    /// The account of the reader.
    pub user: Uuid,
}

/// What a holder can do in the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShopAct {
    /// Renew the license there.
    Renew(String),
    /// Buy a new one there.
    Buy(String),
}

impl ShopLinks {
    /// Where this license is renewed, whenever that is; `None` for one without an end, for a trial, which is bought instead (LIC-22), and
    /// where no link is set.
    pub fn renewal(&self, license: &license::Model, lang: Lang) -> Option<String> {
        let has_end = license.ends_at.is_some() || license.months.is_some() || license.days.is_some();
        let is_renewed = has_end && license.kind != Kind::Trial;
        is_renewed.then(|| self.of(&self.renew, license, lang)).flatten()
    }

    /// What should be done there now: renew what ends soon or has ended, or buy anew what was not activated in time or cannot be
    /// renewed.
    pub fn due(&self, license: &license::Model, lang: Lang, now: Moment) -> Option<ShopAct> {
        let buy = || self.of(&self.buy, license, lang).map(ShopAct::Buy);
        let is_ending = license.ends_at.is_some_and(|ends| ends <= now.plus(ENDING_DAYS * DAY));
        match status(license, now) {
            Status::Expired if license.kind == Kind::Trial => buy(),
            Status::Active if is_ending && license.kind == Kind::Trial => buy(),
            Status::Expired if is_activation_missed(license, now) => buy(),
            Status::Expired => self.renewal(license, lang).map(ShopAct::Renew).or_else(buy),
            Status::Active if is_ending => self.renewal(license, lang).map(ShopAct::Renew).or_else(buy),
            Status::Active
            | Status::NotActivated
            | Status::Blocked
            | Status::AwaitingVerification
            | Status::Superseded => None,
        }
    }

    /// Where one more of the edition is bought (ACC-19); `None` where no link is set.
    pub fn again(&self, lang: Lang) -> Option<String> {
        filled(&self.buy, ShopLinkOf { license: "", edition: &self.edition, lang, user: self.user })
    }

    fn of(&self, link: &str, license: &license::Model, lang: Lang) -> Option<String> {
        filled(link, ShopLinkOf { license: &license.number, edition: &self.edition, lang, user: self.user })
    }
}
