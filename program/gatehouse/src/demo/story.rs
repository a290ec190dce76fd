//! What happened at the fictional vendor in the past year, done by the same actions as everything else.

use super::{FREE_ORDER, PASSWORD, SITE_ORDER, TOTP_SECRET, catalog, done, license_code, sellers};
use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_context::Cx;
use gatehouse_core::{
    Actor, Clock as _, DAY, Fault, HOUR, Lang, Personal, Refusal as _, Role, Secret, Stop, SystemClock, TestClock, Uuid,
};
use gatehouse_licenses::actions::activate::{Activate, activate};
use gatehouse_licenses::actions::add_code::{AddCode, AddCodeRefusal, add_code};
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_licenses::actions::issue::{Issue, issue};
use gatehouse_licenses::actions::leases::LeaseIssuer;
use gatehouse_staff::{NewMember, create_member};
use gatehouse_web::Site;
use sha2::{Digest, Sha256};

/// Issues one license under a new order of the shop and returns its code.
async fn buy(
    cx: &Cx,
    number: &str,
    email: &str,
    product: &str,
    edition: &str,
    term: &str,
    seats: u32,
) -> Result<String, Fault> {
    let input = Issue {
        order: order_of(cx, number, email).await?,
        product: product.into(),
        edition: edition.into(),
        term: term.into(),
        seats: seats.to_string(),
        ..Issue::default()
    };
    done(issue(cx, &input).await)?;
    license_code(cx, number).await?.ok_or_else(|| Fault::new("demo: an order without a code"))
}

/// A new order of the shop.
async fn order_of(cx: &Cx, number: &str, email: &str) -> Result<Uuid, Fault> {
    let order = CreateOrder {
        number: number.into(),
        source: "shop".into(),
        seller: sellers::SHOP.into(),
        buyer_email: email.into(),
        buyer_lang: "en".into(),
        ..CreateOrder::default()
    };
    done(create_order(cx, &order).await)
}

/// Who tells it, and the clock that runs through it.
pub(super) struct Story<'a> {
    pub(super) site: &'a Site,
    pub(super) clock: &'a TestClock,
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

    /// Tells it from its beginning, more than a year ago, to today.
    pub(super) async fn tell(&self) -> Result<(), Fault> {
        self.days_ago(380).await?;
        // People first: where one of them is here already, little has been made yet.
        self.staff().await?;
        let aiko = self.person("aiko@example.com", "Aiko Mori", Lang::Ja, "JP", "Tokyo", "Asia/Tokyo").await?;
        let boris = self.person("boris@example.com", "Борис Соколов", Lang::Ru, "KZ", "Алматы", "Asia/Almaty").await?;
        let carol =
            self.person("carol@example.com", "Carol Fischer", Lang::En, "US", "Oregon", "America/Los_Angeles").await?;

        self.signing_key().await?;
        catalog::load(&self.cx()).await?;
        sellers::load(&self.cx()).await?;

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

        self.days_ago(80).await?;
        self.forgotten().await?;

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
        buy(&self.cx(), FREE_ORDER, "", "lantern", "pro", "year", 3).await?;
        buy(&self.cx(), SITE_ORDER, "", "lantern", "pro", "year", 100_000).await?;
        self.site.runner.drain().await?;
        Ok(())
    }

    /// A key that may sign in the past year: the installation's own begins with its first start.
    async fn signing_key(&self) -> Result<(), Fault> {
        let cx = self.cx();
        done(cx.service::<LeaseIssuer>()?.keys().rotate(&cx).await)?;
        Ok(())
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

    /// A code that Aiko did not use in the month that she had for it.
    async fn forgotten(&self) -> Result<(), Fault> {
        let cx = self.cx();
        let last_day = cx.now().plus(30 * DAY).rfc3339();
        let input = Issue {
            order: order_of(&cx, "S-10602", "aiko@example.com").await?,
            product: "capture".into(),
            edition: "standard".into(),
            term: "year".into(),
            seats: "1".into(),
            activate_by: last_day.chars().take("2026-11-28".len()).collect(),
            ..Issue::default()
        };
        done(issue(&cx, &input).await)?;
        Ok(())
    }

    /// Boxes for a reseller: a batch, made by a job.
    async fn boxes(&self) -> Result<(), Fault> {
        let cx = self.cx();
        let order = CreateOrder {
            number: "P-2041".into(),
            source: "partner".into(),
            seller: sellers::RESELLER.into(),
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

    /// Adds a code to an account; a buyer who already has the license by their order keeps it.
    async fn add(&self, account: Uuid, code: &str) -> Result<Uuid, Fault> {
        self.clock.advance(HOUR);
        let cx = self.of(account);
        match add_code(&cx, AddCode { code: code.to_owned().into() }).await {
            // The order may have put it there already.
            Ok(license) | Err(Stop::Refused(AddCodeRefusal::AlreadyHere { license })) => Ok(license),
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
}
