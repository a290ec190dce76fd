//! The declaration of this module's tables (PRI-1). Nothing here is about a person, so nothing ends by a rule (PRI-2).

use crate::tables::{
    agreement, agreement_text, application, edition, edition_account_feature, edition_feature, edition_rev,
    edition_service, edition_text, feature, feature_label, offer, offer_rev, product, product_version, term,
};
use gatehouse_core::personal::{Holds, Inventory, PersonalData as _};

/// What the columns of the catalog hold.
pub(crate) const CATALOG: Holds = Holds::NotPersonal("describes what is sold");

/// What the catalog holds.
pub fn inventory() -> Inventory {
    Inventory {
        module: "catalog",
        tables: vec![
            product::Model::table(),
            edition::Model::table(),
            edition_rev::Model::table(),
            feature::Model::table(),
            feature_label::Model::table(),
            edition_feature::Model::table(),
            edition_service::Model::table(),
            edition_account_feature::Model::table(),
            edition_text::Model::table(),
            product_version::Model::table(),
            application::Model::table(),
            term::Model::table(),
            offer::Model::table(),
            offer_rev::Model::table(),
            agreement::Model::table(),
            agreement_text::Model::table(),
        ],
        rules: Vec::new(),
    }
}
