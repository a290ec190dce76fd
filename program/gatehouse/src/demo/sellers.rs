//! The demo's sellers: the vendor's own shop, a reseller and a distributor.

use super::done;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_licenses::actions::add_seller::add_seller;
use gatehouse_licenses::model::seller::SellerEntry;

/// The shop that sells most orders.
pub(super) const SHOP: &str = "skerrylight-shop";
/// Sells in boxes.
pub(super) const RESELLER: &str = "fjellmast-software";
/// Has samples for the press.
pub(super) const DISTRIBUTOR: &str = "tomyo";

/// Adds them.
pub(super) async fn load(cx: &Cx) -> Result<(), Fault> {
    let shop = SellerEntry {
        code: SHOP.into(),
        name: "Skerrylight Shop".into(),
        kind: "shop".into(),
        site: "https://shop.skerrylight.test/help".into(),
        email: "orders@shop.skerrylight.test".into(),
        // A number for films and books.
        phone: "+44 20 7946 0958".into(),
        hours: "Mon–Fri 9:00–17:00 (London)".into(),
        country: "GB".into(),
        archived: None,
    };
    let reseller = SellerEntry {
        code: RESELLER.into(),
        name: "Fjellmast Software, Oslo".into(),
        kind: "partner".into(),
        site: "https://fjellmast.test/lantern".into(),
        email: "licenses@fjellmast.test".into(),
        country: "NO".into(),
        ..SellerEntry::default()
    };
    let distributor = SellerEntry {
        code: DISTRIBUTOR.into(),
        name: "灯明流通".into(),
        kind: "partner".into(),
        site: "https://tomyo.test/".into(),
        hours: "平日 10:00～17:00".into(),
        country: "JP".into(),
        ..SellerEntry::default()
    };
    for seller in [shop, reseller, distributor] {
        done(add_seller(cx, &seller).await)?;
    }
    Ok(())
}
