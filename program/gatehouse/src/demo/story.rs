//! What happened at the fictional vendor in the past year, done by the same actions as everything else.

use super::companies::Begun;
use super::past::{first_customers, last_year, summer};
use super::people::{self, Vendor, join};
use super::teller::{DESK, Device, PHONE, Sale, Teller, issue_of};
use super::{
    FREE_ORDER, SITE_ORDER, apps, catalog, chats, clients, companies, desk, done, help, life, papers, purchases,
    ratings, renewals, secured, sellers, statements, support, trials, vendor, webhooks,
};
use gatehouse_accounts::actions::search_account::search_account;
use gatehouse_core::{Actor, DAY, Fault, HOUR, Lang, MINUTE, Uuid};
use gatehouse_jobs::clock_watch;
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_licenses::actions::issue::{Issue, issue};
use gatehouse_licenses::actions::key_files::fetch::make_key_file;
use gatehouse_licenses::actions::key_files::vendor::rotate_both;
use gatehouse_licenses::actions::resend_code::resend_code;
use gatehouse_licenses::actions::reveal_code::reveal_code;
use gatehouse_licenses::actions::unblock::unblock;

/// The customers who are there from the beginning.
pub(super) struct Customers {
    pub(super) aiko: Uuid,
    pub(super) boris: Uuid,
    pub(super) carol: Uuid,
    pub(super) dana: Uuid,
    pub(super) fumiko: Uuid,
    pub(super) gleb: Uuid,
    pub(super) karl: Uuid,
    pub(super) mika: Uuid,
    pub(super) olga: Uuid,
}

/// What later scenes come back to.
#[derive(Default)]
pub(super) struct Later {
    /// Ask for a lease now and then.
    pub(super) devices: Vec<Device>,
    /// Dana's license of 200 devices, which a larger one replaces.
    pub(super) small: Uuid,
    /// Dana's license of 250 devices, which grows.
    pub(super) large: Uuid,
    /// Fumiko's two licenses that become one.
    pub(super) offices: Vec<Uuid>,
    /// Aiko's license that the bank disputes.
    pub(super) disputed: Uuid,
    /// The statement that customers in the European Union accept.
    pub(super) statement: statements::Published,
    /// Boris's license whose payment is returned.
    pub(super) refunded: Uuid,
    /// Mika's subscription, which the shop renews.
    pub(super) subscription: Uuid,
    /// Aiko's license that is to be renewed.
    pub(super) renewed: Uuid,
    /// What was asked three weeks ago.
    pub(super) asked: support::Asked,
    /// Gleb's license whose seats are all taken: its code, and a device of it that he lost.
    pub(super) full: Option<(Uuid, String, Uuid)>,
    /// Sites and products that people sign in to.
    pub(super) parties: clients::Parties,
}

/// Tells it from its beginning, more than a year ago, to today.
pub(super) async fn tell(teller: &Teller<'_>) -> Result<(), Fault> {
    teller.days_ago(380).await?;
    // People first: where one of them is here already, little has been made yet.
    let office = people::open_office(teller).await?;
    let customers = first_customers(teller).await?;
    let cx = teller.by(&office.clerk);
    vendor::dress(&cx).await?;
    // Keys that may sign in the past year: the installation's own begins with its first start.
    let program = teller.cx();
    done(rotate_both(&program).await)?;
    let made = catalog::load(&cx).await?;
    sellers::load(&cx).await?;
    let statement = statements::publish(&teller.by(&office.privacy)).await?;
    for account in [customers.karl, customers.mika] {
        statements::accept(teller, account, statement).await?;
    }
    let mut later = Later { statement, ..Later::default() };
    Box::pin(last_year(teller, &office, &customers, &mut later)).await?;
    teller.days_ago(90).await?;
    catalog::end_keys(&teller.by(&office.clerk), &made).await?;
    Box::pin(summer(teller, &office, &customers, &mut later)).await?;
    teller.days_ago(40).await?;
    catalog::release(&teller.by(&office.clerk), &made).await?;
    Box::pin(last_month(teller, &office, &customers, &mut later)).await?;
    teller.days_ago(12).await?;
    webhooks::begin(teller, &teller.by(&office.clerk)).await?;
    let begun = Box::pin(companies::begin(teller, &office, &customers)).await?;
    Box::pin(support::under_the_old_contract(teller, &office, &customers)).await?;
    Box::pin(last_week(teller, &office, &customers, &mut later, &begun)).await?;
    Box::pin(help::written(teller, &office, &customers)).await?;
    teller.ago(6 * HOUR).await?;
    Box::pin(desk::this_morning(teller, &office, &customers)).await?;
    teller.ago(4 * HOUR).await?;
    Box::pin(support::today(teller, &office, &customers, &later.asked)).await?;
    Box::pin(desk::soon(teller, &customers)).await?;
    Box::pin(today(teller, &office, &customers, &begun)).await
}

/// Between forty and eight days ago.
async fn last_month(teller: &Teller<'_>, office: &Vendor, who: &Customers, later: &mut Later) -> Result<(), Fault> {
    let shop = &office.shop;
    teller.days_ago(38).await?;
    // Ended eight days ago.
    Box::pin(trials::begin(teller, who.boris, people::BORIS.1, "capture", "Домашний ПК")).await?;
    later.parties = clients::register_some(&teller.by(&office.clerk)).await?;
    Box::pin(apps::first(teller, who, later.parties)).await?;

    teller.days_ago(32).await?;
    let sale = Sale { product: "vault", edition: "single", ..to_boris("S-10780") };
    let (code, refunded) = teller.sell(shop, who.boris, &sale).await?;
    later.devices.extend(teller.devices(&code, "vault", on(&["Домашний ПК"], "windows")).await?);
    later.refunded = refunded;

    teller.days_ago(28).await?;
    let sale = Sale {
        number: "T-5071",
        buyer: "carol@example.com",
        edition: "pro",
        term: "trial",
        kind: "trial",
        ..Sale::default()
    };
    let (code, _) = teller.sell(shop, who.carol, &sale).await?;
    later.devices.extend(teller.devices(&code, "lantern", on(&["Carol's MacBook"], "macos")).await?);

    teller.days_ago(20).await?;
    let sale = Sale { product: "studio", edition: "standard", seats: 5, ..to_aiko("S-10871") };
    let (code, disputed) = teller.sell(shop, who.aiko, &sale).await?;
    teller.devices(&code, "studio", on(&["Aiko's laptop"], "linux")).await?;
    later.disputed = disputed;
    let sale = Sale {
        number: "S-10877",
        buyer: "carol@example.com",
        product: "studio",
        edition: "standard",
        term: "forever",
        seats: 5,
        ..Sale::default()
    };
    let (_, license) = teller.sell(shop, who.carol, &sale).await?;
    search_and_resend(teller, office, "carol@example.com", license).await?;

    later.asked = Box::pin(support::some_time_ago(teller, office, who)).await?;

    // Runs for ten days more.
    later.devices.extend(Box::pin(trials::begin(teller, who.olga, people::OLGA.1, "vault", "Ноутбук")).await?);

    teller.days_ago(18).await?;
    let sale = Sale { edition: "business", seats: 250, ..to_dana("S-10880") };
    let (code, large) = teller.sell(shop, who.dana, &sale).await?;
    later.devices.extend(teller.devices(&code, "lantern", numbered("warehouse", 5, "windows")).await?);
    // Two scales in the hall have no network.
    for copy in 1..=2 {
        done(make_key_file(&teller.of(who.dana), large, copy).await)?;
    }
    later.large = large;
    later.offices = life::two_offices(teller, office, who).await?;
    let replaced = Block {
        license: later.small,
        reason: "replaced".into(),
        from: Some(teller.cx().now().plus(21 * DAY).rfc3339()),
        note: "Replaced by order S-10880 with 250 devices. Please enter its code on the devices by then.".into(),
        ..Block::default()
    };
    done(block(&teller.by(&office.clerk), &replaced).await)?;
    // Blocked by mistake, and put right the next day.
    let mistaken = Block { license: later.refunded, reason: "compromised".into(), ..Block::default() };
    done(block(&teller.by(&office.clerk), &mistaken).await)?;
    teller.days_ago(17).await?;
    done(unblock(&teller.by(&office.clerk), later.refunded, None).await)?;
    teller.days_ago(14).await?;
    secured::passkeys_of_member(teller, &office.otto, people::OTTO.0).await?;
    secured::some_time_ago(teller, who.mika).await
}

/// The last seven days.
async fn last_week(
    teller: &Teller<'_>,
    office: &Vendor,
    who: &Customers,
    later: &mut Later,
    begun: &Begun,
) -> Result<(), Fault> {
    let shop = &office.shop;
    teller.days_ago(7).await?;
    purchases::notify(teller, who.aiko).await?;
    let refund = Block {
        license: later.refunded,
        reason: "refunded".into(),
        in_steps: true,
        note: "Возврат оплаты по заказу S-10780".into(),
        ..Block::default()
    };
    done(block(&teller.by(&office.clerk), &refund).await)?;
    let sale = Sale { product: "vault", edition: "single", ..to_boris("S-10780") };
    purchases::tell(teller, shop, &sale, "refunded").await?;
    Box::pin(support::last_week(teller, office, who, &later.asked)).await?;
    Box::pin(desk::last_week(teller, office, begun.with_contract())).await?;
    teller.days_ago(6).await?;
    people::enter(teller, &people::AIKO, "192.0.2.10", DESK).await?;
    companies::some_time_ago(teller, who, begun).await?;
    teller.days_ago(5).await?;
    // Bought by somebody who has no account yet.
    let sale = Sale {
        number: "S-10921",
        buyer: "lena@example.com",
        lang: Lang::Ru,
        edition: "pro",
        seats: 3,
        ..Sale::default()
    };
    teller.buy(&office.shop, &sale).await?;
    people::invite_ines(&teller.by(&office.clerk)).await?;
    renewals::beyond_the_seats(teller, who, later).await?;
    renewals::renewing(teller, shop, who, later).await?;
    teller.ago(5 * DAY - 12 * HOUR).await?;
    people::register_noor(teller).await?;

    teller.days_ago(3).await?;
    let disputed = Block {
        license: later.disputed,
        reason: "payment_dispute".into(),
        note: "Invoice 4471".into(),
        ..Block::default()
    };
    done(block(&teller.by(&office.clerk), &disputed).await)?;
    let sale = Sale { product: "studio", edition: "standard", seats: 5, ..to_aiko("S-10871") };
    purchases::tell(teller, shop, &sale, "disputed").await?;
    // Has left the company, and takes the consent back.
    statements::withdraw(teller, who.karl, later.statement).await?;
    // Some devices ask once a week, others each day.
    let (seldom, often) = later.devices.split_at(later.devices.len() / 4);
    teller.renew(seldom).await?;
    companies::lately(teller, who, begun).await?;
    Box::pin(support::lately(teller, office, who)).await?;

    teller.days_ago(2).await?;
    teller.sell(shop, who.aiko, &to_aiko("S-10912")).await?;
    purchases::save(teller, shop, "S-10912", "4242").await?;
    let sale = to_boris("S-10907");
    let (_, license) = teller.sell(&office.shop, who.boris, &sale).await?;
    done(reveal_code(&teller.of(who.boris), license).await)?;
    boxes(teller, &office.clerk).await?;
    life::to_verify(teller, office, who.dana).await?;
    secured::lately(teller, who.fumiko, who.dana).await?;
    Box::pin(life::renew(teller, office, who, later.offices.clone(), later.large)).await?;
    companies::invite(teller, who, begun).await?;
    papers::close(teller, office).await?;
    Box::pin(apps::lately(teller, who, later.parties)).await?;
    clients::later(teller, office, later.parties).await?;

    teller.days_ago(1).await?;
    Box::pin(desk::yesterday(teller, office, who, &later.asked)).await?;
    Box::pin(chats::yesterday(teller, office, who)).await?;
    people::leave(teller, who.olga, &people::OLGA).await?;
    let emil = join(teller, &people::EMIL).await?;
    statements::accept(teller, emil, later.statement).await?;
    let yo = join(teller, &people::YO).await?;
    join(teller, &people::JUNE).await?;
    teller.renew(often).await?;
    people::enter(teller, &people::AIKO, "203.0.113.64", PHONE).await?;
    Box::pin(companies::yesterday(teller, office, who, begun, (emil, yo, later.statement))).await?;
    Box::pin(secured::yesterday(teller, who.aiko, emil, yo)).await?;
    Box::pin(apps::yesterday(teller, who, later.parties)).await?;
    Box::pin(ratings::yesterday(teller, office, who)).await
}

/// Today: what the command prints.
async fn today(teller: &Teller<'_>, office: &Vendor, who: &Customers, begun: &Begun) -> Result<(), Fault> {
    teller.ago(3 * HOUR).await?;
    // The clock is not ahead: the story only leaps. What has lost its license ends at the next stop.
    clock_watch::confirm(&teller.cx()).await?;
    secured::this_morning(teller, who.gleb).await?;
    Box::pin(companies::this_morning(teller, office, begun)).await?;
    papers::leak(teller).await?;
    teller.ago(49 * MINUTE).await?;
    Box::pin(support::incident(teller, who)).await?;
    teller.ago(8 * MINUTE).await?;
    Box::pin(chats::now(teller, office, who)).await?;
    teller.days_ago(0).await?;
    for (number, seats) in [(FREE_ORDER, 3), (SITE_ORDER, 100_000)] {
        teller.buy(&office.shop, &Sale { number, edition: "pro", seats, ..Sale::default() }).await?;
    }
    teller.site.runner.drain().await?;
    renewals::days_of_usage(teller).await
}

pub(super) fn to_aiko(number: &str) -> Sale<'_> {
    Sale { number, buyer: "aiko@example.com", lang: Lang::Ja, ..Sale::default() }
}

pub(super) fn to_boris(number: &str) -> Sale<'_> {
    Sale { number, buyer: "boris@example.com", lang: Lang::Ru, ..Sale::default() }
}

pub(super) fn to_dana(number: &str) -> Sale<'_> {
    Sale { number, buyer: "dana@ostermoor.test", ..Sale::default() }
}

/// Devices with these names.
pub(super) fn on<'a>(
    names: &'a [&'a str],
    platform: &'static str,
) -> impl Iterator<Item = (String, &'static str)> + 'a {
    names.iter().map(move |name| ((*name).to_owned(), platform))
}

/// So many devices, with a number behind the name.
pub(super) fn numbered<'a>(
    name: &'a str,
    count: u32,
    platform: &'static str,
) -> impl Iterator<Item = (String, &'static str)> + 'a {
    (1..=count).map(move |number| (format!("{name} {number:02}"), platform))
}

/// Support is asked for a code that got lost, finds the person, and mails it again.
async fn search_and_resend(teller: &Teller<'_>, office: &Vendor, email: &str, license: Uuid) -> Result<(), Fault> {
    let cx = teller.by(&office.support);
    done(search_account(&cx, email).await)?;
    done(resend_code(&cx, license).await).map(drop)
}

/// Boxes for a reseller: a batch, made by a job; and copies for the press, by a distributor.
async fn boxes(teller: &Teller<'_>, clerk: &Actor) -> Result<(), Fault> {
    let cx = teller.by(clerk);
    let order = |number: &str, seller: &str, note: &str| CreateOrder {
        number: number.into(),
        source: "partner".into(),
        seller: seller.into(),
        note: note.into(),
        ..CreateOrder::default()
    };
    let winter = order("P-2041", sellers::RESELLER, "Cards for the winter campaign");
    let winter = done(create_order(&cx, &winter).await)?;
    done(issue(&cx, &Issue { quantity: "2500".into(), ..issue_of(winter, &Sale::default()) }).await)?;
    let press = done(create_order(&cx, &order("P-2038", sellers::DISTRIBUTOR, "雑誌社向けの見本")).await)?;
    let copies = Sale { edition: "pro", kind: "nfr", ..Sale::default() };
    done(issue(&cx, &Issue { quantity: "20".into(), ..issue_of(press, &copies) }).await)?;
    teller.site.runner.drain().await?;
    Ok(())
}
