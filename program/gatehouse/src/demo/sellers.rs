//! The demo's sellers: the vendor's own shop, and a reseller.

use super::done;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_licenses::actions::add_seller::add_seller;
use gatehouse_licenses::model::seller::SellerEntry;

/// The shop that sells most orders.
pub(super) const SHOP: &str = "harbor-shop";
/// The reseller.
pub(super) const RESELLER: &str = "northwind-software";

/// Adds them.
pub(super) async fn load(cx: &Cx) -> Result<(), Fault> {
    let shop = SellerEntry {
        code: SHOP.into(),
        name: "Harbor Shop".into(),
        kind: "shop".into(),
        site: "https://shop.example.com".into(),
        email: "orders@shop.example.com".into(),
        phone: "+44 20 7946 0958".into(),
        hours: "Mon–Fri 9:00–17:00 (London)".into(),
        country: "GB".into(),
        archived: None,
    };
    done(add_seller(cx, &shop).await)?;
    let reseller = SellerEntry {
        code: RESELLER.into(),
        name: "Northwind Software, Oslo".into(),
        kind: "partner".into(),
        site: "https://northwind.example.com/lantern".into(),
        email: "licenses@northwind.example.com".into(),
        phone: "+47 22 12 34 56".into(),
        country: "NO".into(),
        ..SellerEntry::default()
    };
    done(add_seller(cx, &reseller).await)?;
    Ok(())
}
