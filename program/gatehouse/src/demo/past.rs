//! What happened at the fictional vendor until forty days ago.

use super::people::{self, Vendor, join};
use super::story::{Customers, Later, numbered, on, to_aiko, to_boris, to_dana};
use super::teller::{Sale, Teller, issue_of};
use super::{done, ratings, sellers};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, Fault, Lang};
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_licenses::actions::deactivate::deactivate;
use gatehouse_licenses::actions::deactivate_as_staff::{DeactivateAsStaff, deactivate_as_staff};
use gatehouse_licenses::actions::deactivate_device::deactivate_device;
use gatehouse_licenses::actions::issue::{Issue, issue};
use gatehouse_licenses::actions::remove_license::{RemoveLicense, remove_license};
use gatehouse_licenses::model::behalf::Behalf;

/// The customers who are there from the beginning.
pub(super) async fn first_customers(teller: &Teller<'_>) -> Result<Customers, Fault> {
    let customers = Customers {
        aiko: join(teller, &people::AIKO).await?,
        boris: join(teller, &people::BORIS).await?,
        carol: join(teller, &people::CAROL).await?,
        dana: join(teller, &people::DANA).await?,
        fumiko: join(teller, &people::FUMIKO).await?,
        gleb: join(teller, &people::GLEB).await?,
        karl: join(teller, &people::KARL).await?,
        mika: join(teller, &people::MIKA).await?,
        olga: join(teller, &people::OLGA).await?,
    };
    people::tell_more(teller, customers.dana, customers.fumiko).await?;
    Ok(customers)
}

/// Until a hundred days ago.
pub(super) async fn last_year(
    teller: &Teller<'_>,
    office: &Vendor,
    who: &Customers,
    later: &mut Later,
) -> Result<(), Fault> {
    let shop = &office.shop;
    teller.days_ago(375).await?;
    let sale = Sale { product: "capture", edition: "standard", seats: 2, ..to_aiko("S-10017") };
    let (code, _) = teller.sell(shop, who.aiko, &sale).await?;
    teller.devices(&code, "capture", on(&["Aiko's desktop"], "windows")).await?;

    teller.days_ago(350).await?;
    let sale = Sale { product: "studio", edition: "team", seats: 25, ..to_aiko("S-10093") };
    let (code, _) = teller.sell(shop, who.aiko, &sale).await?;
    later.devices.extend(teller.devices(&code, "studio", numbered("studio", 18, "macos")).await?);

    ratings::agreed(teller, who).await?;
    Box::pin(ratings::between(teller, office, who, (345, 201))).await?;

    teller.days_ago(200).await?;
    let sale = Sale { edition: "business", seats: 200, ..to_dana("S-10402") };
    let (code, small) = teller.sell(shop, who.dana, &sale).await?;
    later.devices.extend(teller.devices(&code, "lantern", numbered("dispatch", 12, "windows")).await?);
    later.small = small;

    // The update of these weeks was a bad one.
    Box::pin(ratings::between(teller, office, who, (199, 151))).await?;
    teller.days_ago(150).await?;
    let sale = Sale {
        number: "S-10455",
        buyer: "fumiko@mihon.test",
        lang: Lang::Ja,
        edition: "business",
        seats: 60,
        ..Sale::default()
    };
    let (code, _) = teller.sell(shop, who.fumiko, &sale).await?;
    later.devices.extend(teller.devices(&code, "lantern", numbered("営業部", 6, "windows")).await?);

    Box::pin(ratings::between(teller, office, who, (149, 121))).await?;

    teller.days_ago(120).await?;
    let sale = Sale { number: "S-10508", buyer: "olga@example.com", lang: Lang::Ru, seats: 2, ..Sale::default() };
    teller.sell(shop, who.olga, &sale).await?;
    let sale = Sale {
        product: "keys",
        edition: "plus",
        term: "year",
        number: "S-10490",
        buyer: "mika@example.com",
        kind: "subscription",
        ..Sale::default()
    };
    let (code, subscription) = teller.sell(shop, who.mika, &sale).await?;
    later.subscription = subscription;
    later.devices.extend(teller.devices(&code, "keys", on(&["Mika's phone"], "android")).await?);

    Box::pin(ratings::between(teller, office, who, (119, 101))).await?;
    teller.days_ago(100).await?;
    let sale = Sale { edition: "pro", term: "two-years", seats: 3, ..to_aiko("S-10544") };
    let (code, license) = teller.sell(shop, who.aiko, &sale).await?;
    later.renewed = license;
    let devices = teller
        .devices(&code, "lantern", on(&["Aiko's desktop", "Aiko's old laptop", "Aiko's laptop"], "linux"))
        .await?;
    if let Some(old) = devices.get(1) {
        done(deactivate_device(&teller.of(who.aiko), Behalf::Own, license, old.activation).await)?;
    }
    later.devices.extend(devices.into_iter().enumerate().filter(|(place, _)| *place != 1).map(|(_, device)| device));
    let (code, _) = teller.sell(shop, who.boris, &to_boris("S-10561")).await?;
    later.devices.extend(teller.devices(&code, "lantern", on(&["Домашний ПК"], "windows")).await?);
    Box::pin(ratings::between(teller, office, who, (99, 91))).await
}

/// Between ninety and forty days ago.
pub(super) async fn summer(
    teller: &Teller<'_>,
    office: &Vendor,
    who: &Customers,
    later: &mut Later,
) -> Result<(), Fault> {
    let shop = &office.shop;
    teller.days_ago(80).await?;
    forgotten(&teller.by(&office.clerk)).await?;
    let sale = Sale {
        number: "S-10610",
        buyer: "gleb@obrazets.test",
        lang: Lang::Ru,
        edition: "business",
        seats: 20,
        ..Sale::default()
    };
    let (code, license) = teller.sell(shop, who.gleb, &sale).await?;
    let devices = teller.devices(&code, "lantern", numbered("сервисный центр", 20, "windows")).await?;
    // No seat is free after this one but the clerk's.
    if let Some(lost) = devices.first() {
        let input = DeactivateAsStaff { license, activation: lost.activation, is_confirmed: true };
        done(deactivate_as_staff(&teller.by(&office.clerk), input).await)?;
    }
    later.full = devices.last().map(|lost| (license, code.clone(), lost.activation));
    later.devices.extend(devices.into_iter().skip(1).take(18));
    later.devices.extend(teller.devices(&code, "lantern", on(&["сервисный центр 21"], "windows")).await?);

    Box::pin(ratings::between(teller, office, who, (79, 61))).await?;
    teller.days_ago(60).await?;
    let sale = Sale { product: "vault", edition: "family", seats: 5, ..to_aiko("S-10705") };
    let (code, _) = teller.sell(shop, who.aiko, &sale).await?;
    later.devices.extend(teller.devices(&code, "vault", on(&["Aiko's laptop"], "linux")).await?);
    later.devices.extend(teller.devices(&code, "vault", on(&["Aiko's phone"], "ios")).await?);
    let sale = Sale {
        number: "S-10744",
        buyer: "carol@example.com",
        product: "capture",
        edition: "standard",
        ..Sale::default()
    };
    let (code, license) = teller.sell(shop, who.carol, &sale).await?;
    let devices = teller.devices(&code, "capture", on(&["Carol's iMac"], "macos")).await?;
    if let Some(device) = devices.first() {
        let product = teller.cx().acting_as(Actor::Visitor);
        done(deactivate(&product, device.activation, &device.token, None).await)?;
    }
    done(remove_license(&teller.of(who.carol), RemoveLicense { license, agreed: true }).await)?;
    let sale = Sale { number: "S-10751", buyer: "karl@ostermoor.test", ..Sale::default() };
    let (_, license) = teller.sell(shop, who.karl, &sale).await?;
    done(remove_license(&teller.of(who.karl), RemoveLicense { license, agreed: true }).await)?;
    Box::pin(ratings::this_autumn(teller, office, who)).await
}

/// A code that Aiko did not use in the month that they had for it.
async fn forgotten(cx: &Cx) -> Result<(), Fault> {
    let order = CreateOrder {
        number: "S-10602".into(),
        source: "shop".into(),
        seller: sellers::SHOP.into(),
        buyer_email: "aiko@example.com".into(),
        buyer_lang: "ja".into(),
        ..CreateOrder::default()
    };
    let order = done(create_order(cx, &order).await)?;
    let last_day = cx.now().plus(30 * DAY).rfc3339();
    let sale = Sale { product: "capture", edition: "standard", ..Sale::default() };
    let activate_by = last_day.chars().take("2026-11-28".len()).collect();
    done(issue(cx, &Issue { activate_by, ..issue_of(order, &sale) }).await).map(drop)
}
