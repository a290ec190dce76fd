//! The demo content: a fictional vendor with its brand, catalog, staff, customers and licenses to look at.
//!
//! It is made by the same actions as everything else, with a clock that runs through the past year, so that
//! lists, histories and mails look as they would after a year of business. On one's own machine only. Whether it is
//! there already, the database tells: by the two orders whose codes are printed.

mod apps;
mod catalog;
mod chats;
mod clients;
mod companies;
mod desk;
mod help;
mod imports;
mod life;
mod names;
mod papers;
mod past;
mod people;
mod purchases;
mod ratings;
mod renewals;
mod secured;
mod sellers;
mod statements;
mod story;
mod support;
mod teller;
mod trials;
mod vendor;
mod webhooks;

pub use names::{DemoNames, answer_names};

use crate::config::Config;
use crate::install::open_site;
use companies::NameServer;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Clock, Fault, Lang, Refusal, Stop, SystemClock, TestClock, Uuid};
use gatehouse_db::Db;
use gatehouse_db::sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use gatehouse_formats::ActivationCode;
use gatehouse_licenses::model::code::CODE_PLACE;
use gatehouse_licenses::tables::{license_code as code_table, purchase};
use gatehouse_web::Site;
use std::sync::Arc;
use teller::Teller;

/// The password of every person of the demo.
const PASSWORD: &str = "Harbor-Lamp-27";
/// The authenticator secret of staff and customers: known to everybody who reads this, as the password is.
const TOTP_SECRET: &[u8; 20] = b"gatehouse-demo-totp!";
/// `TOTP_SECRET` in Base32 (RFC 4648), as an authenticator app takes it.
const TOTP_TEXT: &str = "M5QXIZLIN52XGZJNMRSW23ZNORXXI4BB";

/// The order of the shop whose code nobody has added yet.
const FREE_ORDER: &str = "S-10930";
/// The order of the shop whose code is for any number of devices.
const SITE_ORDER: &str = "S-10931";

/// Loads the demo content unless it is there, also into an installation that was started before, and returns how to
/// sign in at the address of `config`. Refused where others can come, because its passwords are known to everybody,
/// and where the catalog has its products already without its orders.
pub async fn load(config: &Config) -> Result<String, Fault> {
    if let Some(opening) = config.opening() {
        return Err(Fault::new(format!(
            "demo: its passwords are known to everybody, and {opening}; load it on your own machine"
        )));
    }
    let clock = Arc::new(TestClock::at(SystemClock.now()));
    // Nobody outside is asked about the domains of companies that are told.
    let names = NameServer::start().await?;
    let receiver = webhooks::Receiver::start().await?;
    let name_servers = vec![names.address().to_string()];
    let config = Config { name_servers, reach_loopback: true, ..config.clone() };
    let site = open_site(&config, Arc::clone(&clock) as Arc<dyn Clock>).await?;
    let loaded = load_into(&site, &clock, (&names, &receiver)).await;
    // Also after a refusal: what the modules hold in memory is written, and the database is closed in order.
    clock.set(SystemClock.now());
    // The story was told through the past; nothing of it says that the clock is ahead.
    gatehouse_jobs::clock_watch::confirm(&Cx::program(&site.app, "demo")).await?;
    for module in &site.modules {
        module.stopping(&site.app).await?;
    }
    site.app.db.clone().close().await?;
    loaded
}

async fn load_into(
    site: &Site,
    clock: &TestClock,
    (names, receiver): (&NameServer, &webhooks::Receiver),
) -> Result<String, Fault> {
    let cx = Cx::program(&site.app, "demo");
    if let Some(hints) = hints(&cx).await? {
        return Ok(hints);
    }
    if catalog::is_here(&cx).await? {
        return Err(Fault::new(
            "demo: the catalog has products of the demo, but its orders are missing: \
             loading it was broken off, or they are products of your own; use an empty database",
        ));
    }
    Box::pin(story::tell(&Teller { site, clock, names, receiver })).await?;
    webhooks::end(&cx).await?;
    hints(&cx).await?.ok_or_else(|| Fault::new("demo: its orders are missing"))
}

/// Whether the demo content is in the database, which must have the licenses' tables; for `doctor`, which opens no site.
pub(crate) async fn is_here(db: &Db) -> Result<bool, Fault> {
    use purchase::{Column, Entity};
    let orders = Entity::find()
        .filter(Column::Source.eq("shop"))
        .filter(Column::Number.is_in([FREE_ORDER, SITE_ORDER]))
        .count(db.reader())
        .await?;
    Ok(orders == 2)
}

/// How to sign in; `None` while the demo content is not there.
async fn hints(cx: &Cx) -> Result<Option<String>, Fault> {
    let (Some(free), Some(site)) = (license_code(cx, FREE_ORDER).await?, license_code(cx, SITE_ORDER).await?) else {
        return Ok(None);
    };
    let product = clients::lantern_id(cx).await?.map_or_else(String::new, |id| {
        format!(
            "Product sign-in   cargo xtask lantern --server {} --root-keys data/root.pub --client-id {id} sign-in\n",
            cx.app.settings.origin
        )
    });
    let (origin, staff_origin) = (&cx.app.settings.origin, cx.app.settings.staff_origin());
    Ok(Some(format!(
        "Customer          {origin}/sign-in\n\
         \x20 email           aiko@example.com (also boris@, carol@, june@example.com, dana@ostermoor.test)\n\
         \x20 password        {PASSWORD}\n\
         \x20 two steps       emil@ostermoor.test, fumiko@mihon.test, with the authenticator below\n\
         Companies         {origin}/c/ostermoor-freight (dana@, ina@, vera@, emil@ostermoor.test), and that of fumiko@, ken@mihon.test\n\
         Staff             {staff_origin}/staff/sign-in\n\
         \x20 email           clerk@example.com (also support@, petra@, otto@example.com)\n\
         \x20 password        {PASSWORD}\n\
         \x20 authenticator   {TOTP_TEXT}\n\
         Mails             {origin}/_dev/mail\n\
         API               {origin}/api/docs\n\
         {product}\
         Site code         {site}\n\
         Activation code   {free}\n"
    )))
}

/// The order of the shop with this number.
async fn order_of(cx: &Cx, number: &str) -> Result<Uuid, Fault> {
    let order = purchase::Entity::find()
        .filter(purchase::Column::Source.eq("shop"))
        .filter(purchase::Column::Number.eq(number))
        .one(cx.read())
        .await?;
    order.map(|order| order.id).ok_or_else(|| Fault::new("demo: no such order"))
}

/// The code of the license under an order of the shop; `None` when there is no such order, or none with a code.
async fn license_code(cx: &Cx, number: &str) -> Result<Option<String>, Fault> {
    let order = purchase::Entity::find()
        .filter(purchase::Column::Source.eq("shop"))
        .filter(purchase::Column::Number.eq(number))
        .one(cx.read())
        .await?;
    let Some(order) = order else { return Ok(None) };
    let code = code_table::Entity::find()
        .filter(code_table::Column::PurchaseId.eq(order.id))
        .filter(code_table::Column::ReplacedAt.is_null())
        .one(cx.read())
        .await?;
    let Some(code) = code else { return Ok(None) };
    let key = subject::key(cx, cx.read(), order.id).await?;
    let text = key.open_text(CODE_PLACE, code.id, &code.code_sealed)?;
    let code = ActivationCode::parse(&text).map_err(|_| Fault::new("demo: a stored code is damaged"))?;
    Ok(Some(code.to_string()))
}

/// A demo step that was refused is a mistake in this module, or somebody of the demo is here already.
fn done<T, R: Refusal>(result: Result<T, Stop<R>>) -> Result<T, Fault> {
    result.map_err(|stop| match stop {
        Stop::Refused(refusal) => Fault::new(format!("demo: {}: {}", refusal.code(), refusal.text(Lang::En))),
        Stop::Broken(fault) => fault,
    })
}

#[cfg(test)]
mod tests {
    use super::{TOTP_SECRET, TOTP_TEXT};

    /// All that is told, as it is written here.
    const TOLD: [&str; 28] = [
        include_str!("apps.rs"),
        include_str!("catalog.rs"),
        include_str!("chats.rs"),
        include_str!("companies.rs"),
        include_str!("companies/clinic.rs"),
        include_str!("companies/food.rs"),
        include_str!("companies/freight.rs"),
        include_str!("companies/joinery.rs"),
        include_str!("companies/mailed.rs"),
        include_str!("companies/service.rs"),
        include_str!("desk.rs"),
        include_str!("help.rs"),
        include_str!("imports.rs"),
        include_str!("life.rs"),
        include_str!("papers.rs"),
        include_str!("past.rs"),
        include_str!("people.rs"),
        include_str!("purchases.rs"),
        include_str!("ratings.rs"),
        include_str!("renewals.rs"),
        include_str!("secured.rs"),
        include_str!("sellers.rs"),
        include_str!("statements.rs"),
        include_str!("story.rs"),
        include_str!("support.rs"),
        include_str!("teller.rs"),
        include_str!("trials.rs"),
        include_str!("vendor.rs"),
    ];

    fn is_reserved(host: &str) -> bool {
        let documentation = ["192.0.2.", "198.51.100.", "203.0.113."].iter().any(|net| host.starts_with(net));
        let is_example = ["example.com", "example.org", "example.net"].iter().any(|name| host.ends_with(name));
        documentation || is_example || host.ends_with(".test")
    }

    #[test]
    fn nobody_can_be_reached_by_what_is_told() {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "@.-".contains(c);
        let mut seen = 0;
        for text in TOLD {
            for word in text.split(|c| !is_part(c)) {
                let numbers = word.split('.').filter(|part| part.parse::<u8>().is_ok()).count();
                let host = word.split_once('@').map(|(_, host)| host).or((numbers == 4).then_some(word));
                if let Some(host) = host {
                    assert!(is_reserved(host.trim_end_matches('.')), "{word}");
                    seen += 1;
                }
            }
            for link in text.split("https://").skip(1) {
                let host: String = link.chars().take_while(|c| is_part(*c)).collect();
                assert!(is_reserved(&host), "{host}");
                seen += 1;
            }
        }
        assert!(seen > 20, "{seen}");
    }

    #[test]
    fn it_is_told_by_actions_alone() {
        for text in TOLD {
            for way in ["ActiveModel", "execute(", "insert_many(", "update_many(", "delete_many("] {
                assert!(!text.contains(way), "{way}");
            }
        }
    }

    #[test]
    fn the_printed_secret_is_the_stored_one() {
        const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let mut text = String::new();
        for five in TOTP_SECRET.chunks(5) {
            let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            text.extend((0..8).rev().map(|n| char::from(ALPHABET[(bits >> (n * 5) & 31) as usize])));
        }
        assert_eq!(text, TOTP_TEXT);
    }
}
