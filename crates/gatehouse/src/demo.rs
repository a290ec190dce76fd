//! The demo content: a fictional vendor's catalog, people and licenses to look at.
//!
//! It is made by the same actions as everything else, with a clock that runs through the past year, so that
//! lists, histories and mails look as they would after a year of business. Loopback installations only.

use crate::config::Config;
use crate::install::open_site;
use futures::TryStreamExt as _;
use gatehouse_accounts::actions::register::{CreateConfirmed, create_confirmed};
use gatehouse_core::{
    Actor, Clock, DAY, Fault, HOUR, Lang, Personal, Refusal, Role, Secret, Stop, SystemClock, TestClock, Uuid,
};
use gatehouse_db::keys::write_private;
use gatehouse_db::{App, Cx};
use gatehouse_licenses::actions::activate::{Activate, activate};
use gatehouse_licenses::actions::add_code::{AddCode, AddCodeRefusal, add_code};
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::actions::catalog::{application, edition, feature, product, term, version};
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_licenses::actions::export_codes::export_codes;
use gatehouse_licenses::actions::issue::{Issue, issue};
use gatehouse_staff::{NewMember, create_member};
use gatehouse_web::Site;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The password of every person of the demo.
const PASSWORD: &str = "Harbor-Lamp-27";
/// The clerk's authenticator secret: known to everybody who reads this, as the password is.
const TOTP_SECRET: &[u8; 20] = b"gatehouse-demo-totp!";
/// `TOTP_SECRET` in Base32 (RFC 4648), as an authenticator app takes it.
const TOTP_TEXT: &str = "M5QXIZLIN52XGZJNMRSW23ZNORXXI4BB";

/// Loads the demo content unless it is there, and returns how to sign in.
pub async fn load(config: &Config) -> Result<String, Fault> {
    let note = config.data_dir.join("demo.txt");
    if let Ok(hints) = std::fs::read_to_string(&note) {
        return Ok(hints);
    }
    if !config.listen.ip().is_loopback() {
        return Err(Fault::new("demo: its passwords are known to everybody, so it loads on a loopback address only"));
    }
    let clock = Arc::new(TestClock::at(SystemClock.now().plus(-380 * DAY)));
    let site = open_site(config, Arc::clone(&clock) as Arc<dyn Clock>).await?;
    let story = Story { site: &site, clock: &clock };
    let hints = story.tell().await?;
    for module in &site.modules {
        module.stopping(&site.app).await?;
    }
    site.app.db.clone().close().await?;
    write_private(&note, hints.as_bytes())?;
    Ok(hints)
}

/// A product of this code with one edition and one term, and an activation code for three devices; for tests
/// of the whole house, made by the same actions as everything else.
pub async fn sample_code(app: &Arc<App>, product_code: &str) -> Result<String, Fault> {
    let cx = Cx::program(app, "sample");
    let entry = product::ProductEntry {
        code: product_code.into(),
        name: product_code.into(),
        ..product::ProductEntry::default()
    };
    let id = done(product::create(&cx, &entry).await)?;
    let entry =
        edition::EditionEntry { code: "standard".into(), name: "Standard".into(), ..edition::EditionEntry::default() };
    done(edition::save(&cx, id, None, None, &entry).await)?;
    let entry = term::TermEntry {
        code: "year".into(),
        name: "1 year".into(),
        starts: "activation".into(),
        months: "12".into(),
        ..term::TermEntry::default()
    };
    done(term::save(&cx, id, None, None, &entry).await)?;
    buy(&cx, &format!("SAMPLE-{product_code}"), "", product_code, "standard", "year", 3).await
}

/// Issues one license under a new order and returns its code.
async fn buy(
    cx: &Cx,
    number: &str,
    email: &str,
    product: &str,
    edition: &str,
    term: &str,
    seats: u32,
) -> Result<String, Fault> {
    let order = CreateOrder {
        number: number.into(),
        source: "shop".into(),
        buyer_email: email.into(),
        buyer_lang: "en".into(),
        ..CreateOrder::default()
    };
    let order = done(create_order(cx, &order).await)?;
    let input = Issue {
        order,
        product: product.into(),
        edition: edition.into(),
        term: term.into(),
        seats: seats.to_string(),
        ..Issue::default()
    };
    let issued = done(issue(cx, &input).await)?;
    let file = done(export_codes(cx, issued.batch).await)?;
    let pieces: Vec<Vec<u8>> = file.stream(cx.clone()).try_collect().await?;
    let text = String::from_utf8_lossy(&pieces.concat()).into_owned();
    let line = text.lines().nth(1).ok_or_else(|| Fault::new("demo: an order without a code"))?;
    let code = line.split(',').nth(1).ok_or_else(|| Fault::new("demo: a line without a code"))?;
    Ok(code.trim_matches('"').to_owned())
}

struct Story<'a> {
    site: &'a Site,
    clock: &'a TestClock,
}

/// A demo step that was refused is a mistake in this file.
fn done<T, R: Refusal>(result: Result<T, Stop<R>>) -> Result<T, Fault> {
    result.map_err(|stop| match stop {
        Stop::Refused(refusal) => Fault::new(format!("demo: {}: {}", refusal.code(), refusal.text(Lang::En))),
        Stop::Broken(fault) => fault,
    })
}

impl Story<'_> {
    fn cx(&self) -> Cx {
        Cx::program(&self.site.app, "demo")
    }

    fn of(&self, account: Uuid) -> Cx {
        Cx { network: Some("192.0.2.10".into()), ..self.cx().acting_as(Actor::Account { id: account }) }
    }

    /// Moves the clock to so many days before today, and does the work that waits there.
    async fn days_ago(&self, days: i64) -> Result<(), Fault> {
        self.clock.set(SystemClock.now().plus(-days * DAY));
        self.site.runner.drain().await?;
        Ok(())
    }

    async fn tell(&self) -> Result<String, Fault> {
        self.catalog().await?;
        self.staff().await?;
        let aiko = self.person("aiko@example.com", "Aiko Mori", Lang::Ja, "JP", "Tokyo", "Asia/Tokyo").await?;
        let boris = self.person("boris@example.com", "Борис Соколов", Lang::Ru, "KZ", "Алматы", "Asia/Almaty").await?;
        let carol =
            self.person("carol@example.com", "Carol Fischer", Lang::En, "US", "Oregon", "America/Los_Angeles").await?;

        self.days_ago(375).await?;
        let code = buy(&self.cx(), "S-10017", "aiko@example.com", "capture", "standard", "year", 2).await?;
        self.add(aiko, &code).await?;
        self.devices(&code, "capture", &["Aiko's desktop"]).await?;

        self.days_ago(350).await?;
        let code = buy(&self.cx(), "S-10093", "aiko@example.com", "studio", "team", "year", 25).await?;
        self.add(aiko, &code).await?;
        let team: Vec<String> = (1..=18).map(|n| format!("studio-{n:02}")).collect();
        self.devices(&code, "studio", &team.iter().map(String::as_str).collect::<Vec<_>>()).await?;

        self.days_ago(100).await?;
        let code = buy(&self.cx(), "S-10544", "aiko@example.com", "lantern", "pro", "two-years", 3).await?;
        self.add(aiko, &code).await?;
        self.devices(&code, "lantern", &["Aiko's desktop", "Aiko's laptop"]).await?;
        let code = buy(&self.cx(), "S-10561", "boris@example.com", "lantern", "home", "year", 1).await?;
        self.add(boris, &code).await?;
        self.devices(&code, "lantern", &["Домашний ПК"]).await?;

        self.days_ago(20).await?;
        let code = buy(&self.cx(), "S-10871", "aiko@example.com", "studio", "standard", "year", 5).await?;
        let disputed = self.add(aiko, &code).await?;
        self.devices(&code, "studio", &["Aiko's laptop"]).await?;
        let code = buy(&self.cx(), "S-10877", "carol@example.com", "studio", "standard", "forever", 5).await?;
        self.add(carol, &code).await?;

        self.days_ago(3).await?;
        let input = Block {
            license: disputed,
            reason: "payment_dispute".into(),
            note: "Invoice 4471".into(),
            ..Block::default()
        };
        done(block(&self.cx(), &input).await)?;

        self.days_ago(2).await?;
        let code = buy(&self.cx(), "S-10912", "aiko@example.com", "lantern", "home", "year", 1).await?;
        self.add(aiko, &code).await?;
        self.boxes().await?;

        self.days_ago(0).await?;
        let free = buy(&self.cx(), "S-10930", "", "lantern", "pro", "year", 3).await?;
        let site = buy(&self.cx(), "S-10931", "", "lantern", "pro", "year", 100_000).await?;
        self.site.runner.drain().await?;
        Ok(self.hints(&free, &site))
    }

    fn hints(&self, free: &str, site: &str) -> String {
        let origin = &self.site.app.settings.origin;
        format!(
            "Customer          {origin}/sign-in\n\
             \x20 e-mail          aiko@example.com (also boris@example.com, carol@example.com)\n\
             \x20 password        {PASSWORD}\n\
             Staff             {origin}/staff/sign-in\n\
             \x20 e-mail          clerk@example.com\n\
             \x20 password        {PASSWORD}\n\
             \x20 authenticator   {TOTP_TEXT}\n\
             Mails             {origin}/_dev/mail\n\
             API               {origin}/api/docs\n\
             Site code         {site}\n\
             Activation code   {free}\n"
        )
    }

    async fn person(
        &self,
        email: &str,
        name: &str,
        lang: Lang,
        country: &str,
        region: &str,
        zone: &str,
    ) -> Result<Uuid, Fault> {
        let input = CreateConfirmed {
            email: email.into(),
            password: PASSWORD.to_owned().into(),
            name: name.into(),
            lang,
            country: country.into(),
            region: region.into(),
            zone: zone.into(),
        };
        done(create_confirmed(&self.cx(), input).await)
    }

    async fn staff(&self) -> Result<(), Fault> {
        let people = [
            ("clerk@example.com", "Clara Clerk", vec![Role::Administrator, Role::Licensing]),
            ("support@example.com", "Sam Support", vec![Role::Support]),
        ];
        for (email, name, roles) in people {
            let member = NewMember {
                email: Personal(email.to_owned()),
                name: Personal(name.to_owned()),
                roles,
                lang: Lang::En,
                password: Some(PASSWORD.to_owned().into()),
                totp_secret: Some(Secret::new(TOTP_SECRET.to_vec())),
            };
            done(create_member(&self.cx(), member).await)?;
        }
        Ok(())
    }

    /// Boxes for a reseller: a batch, made by a job.
    async fn boxes(&self) -> Result<(), Fault> {
        let cx = self.cx();
        let order = CreateOrder {
            number: "P-2041".into(),
            source: "partner".into(),
            partner: "Northwind Software, Oslo".into(),
            note: "Cards for the winter campaign".into(),
            ..CreateOrder::default()
        };
        let order = done(create_order(&cx, &order).await)?;
        let input = Issue {
            order,
            product: "lantern".into(),
            edition: "home".into(),
            term: "year".into(),
            seats: "1".into(),
            quantity: "2500".into(),
            ..Issue::default()
        };
        done(issue(&cx, &input).await)?;
        self.site.runner.drain().await?;
        Ok(())
    }

    /// Adds a code to an account; a buyer who already has the license by his order keeps it.
    async fn add(&self, account: Uuid, code: &str) -> Result<Uuid, Fault> {
        self.clock.advance(HOUR);
        let cx = self.of(account);
        match add_code(&cx, AddCode { code: code.to_owned().into() }).await {
            Ok(added) => Ok(added.license),
            // The order has put it there already.
            Err(Stop::Refused(AddCodeRefusal::AlreadyHere { license })) => Ok(license),
            Err(Stop::Refused(refusal)) => Err(Fault::new(format!("demo: {}", refusal.code()))),
            Err(Stop::Broken(fault)) => Err(fault),
        }
    }

    async fn devices(&self, code: &str, product: &str, names: &[&str]) -> Result<(), Fault> {
        for name in names {
            self.clock.advance(HOUR);
            let fingerprint = hex::encode(Sha256::digest(format!("{code} {name}")));
            let input = Activate {
                product: product.into(),
                version: Some("4.2.0".into()),
                application: None,
                code: code.to_owned().into(),
                fingerprint: vec![fingerprint],
                device_name: Some((*name).into()),
                platform: Some("linux".into()),
                region: None,
                time: None,
            };
            done(activate(&self.cx().acting_as(Actor::Visitor), input).await)?;
        }
        Ok(())
    }

    async fn catalog(&self) -> Result<(), Fault> {
        for (code, name, description, editions, features) in PRODUCTS {
            let cx = self.cx();
            let entry = product::ProductEntry {
                code: code.into(),
                name: name.into(),
                description: description.into(),
                ..product::ProductEntry::default()
            };
            let id = done(product::create(&cx, &entry).await)?;
            let mut known = Vec::new();
            for (position, (feature_code, en, ja, ru)) in features.iter().enumerate() {
                let entry = feature::FeatureEntry {
                    code: (*feature_code).into(),
                    label_en: (*en).into(),
                    label_ja: (*ja).into(),
                    label_ru: (*ru).into(),
                    position: (position + 1).to_string(),
                };
                done(feature::save(&cx, id, None, None, &entry).await)?;
                known.push((*feature_code).to_owned());
            }
            for (position, (edition_code, edition_name, count)) in editions.iter().enumerate() {
                let entry = edition::EditionEntry {
                    code: (*edition_code).into(),
                    name: (*edition_name).into(),
                    position: (position + 1).to_string(),
                    features: known.iter().take(*count).cloned().collect(),
                };
                done(edition::save(&cx, id, None, None, &entry).await)?;
            }
            for (term_code, term_name, months) in
                [("year", "1 year", "12"), ("two-years", "2 years", "24"), ("forever", "Perpetual", "")]
            {
                let entry = term::TermEntry {
                    code: term_code.into(),
                    name: term_name.into(),
                    starts: "activation".into(),
                    months: months.into(),
                    ..term::TermEntry::default()
                };
                done(term::save(&cx, id, None, None, &entry).await)?;
            }
            let entry = version::VersionEntry { number: "4.2.0".into(), released_at: "2025-10-01".into() };
            done(version::add(&cx, id, None, &entry).await)?;
            for (platform, suffix) in [("windows", "exe"), ("macos", "dmg"), ("linux", "tar.gz")] {
                let entry = application::ApplicationEntry {
                    code: format!("{code}-{platform}"),
                    name: name.into(),
                    platform: platform.into(),
                    download_url: format!("https://downloads.example.com/{code}/4.2.0/{code}.{suffix}"),
                };
                done(application::save(&cx, id, None, None, &entry).await)?;
            }
        }
        Ok(())
    }
}

type DemoProduct = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str, usize)],
    &'static [(&'static str, &'static str, &'static str, &'static str)],
);

/// Code, name, description, editions (with how many of the features), features.
const PRODUCTS: [DemoProduct; 3] = [
    (
        "lantern",
        "Lantern",
        "Finds what changed in a tree of files",
        &[("home", "Home", 2), ("pro", "Pro", 4)],
        &[
            ("scan", "Scan folders", "フォルダーのスキャン", "Проверка папок"),
            ("watch", "Watch for changes", "変更の監視", "Отслеживание изменений"),
            ("report", "Reports", "レポート", "Отчёты"),
            ("priority", "Priority support", "優先サポート", "Приоритетная поддержка"),
        ],
    ),
    (
        "studio",
        "Aurora Studio",
        "Edits pictures and film",
        &[("standard", "Standard", 2), ("team", "Team", 3)],
        &[
            ("edit", "Editing", "編集", "Монтаж"),
            ("effects", "Effects", "エフェクト", "Эффекты"),
            ("share", "Shared projects", "プロジェクトの共有", "Общие проекты"),
        ],
    ),
    (
        "capture",
        "Aurora Capture",
        "Records the screen",
        &[("standard", "Standard", 1)],
        &[("record", "Recording", "録画", "Запись экрана")],
    ),
];

#[cfg(test)]
mod tests {
    use super::{TOTP_SECRET, TOTP_TEXT};

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
