//! What the scenes of the demo are told with: the clock, the actors, and what happens in several of them.

use super::companies::NameServer;
use super::webhooks::Receiver;
use super::{done, license_code, purchases, sellers};
use gatehouse_context::Cx;
use gatehouse_core::{
    Actor, Clock as _, DAY, Fault, HOUR, Lang, MINUTE, Refusal as _, Stop, SystemClock, TestClock, Uuid,
};
use gatehouse_licenses::actions::activate::{Activate, activate};
use gatehouse_licenses::actions::add_code::{AddCode, AddCodeRefusal, add_code};
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_licenses::actions::issue::{Issue, issue};
use gatehouse_licenses::actions::renew::{AskedRenewal, renew};
use gatehouse_web::Site;
use sha2::{Digest, Sha256};

/// Where the people of the demo sit: addresses for documentation (RFC 5737).
const HOMES: &str = "192.0.2.10";
const OFFICE: &str = "198.51.100.20";
const SHOP: &str = "203.0.113.5";

/// A browser on a desk, and one on a phone.
pub(super) const DESK: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36";
pub(super) const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

/// Who tells it, and the clock that runs through it.
pub(super) struct Teller<'a> {
    pub(super) site: &'a Site,
    pub(super) clock: &'a TestClock,
    /// Knows the records of the domains that are told.
    pub(super) names: &'a NameServer,
    /// Another system of the vendor, which is told what happens.
    pub(super) receiver: &'a Receiver,
}

/// What is sold to whom; the rest is as in most sales.
pub(super) struct Sale<'a> {
    pub(super) number: &'a str,
    /// Empty: nobody's address is known.
    pub(super) buyer: &'a str,
    pub(super) lang: Lang,
    /// The company that it is sold to, where it is one.
    pub(super) licensee: &'a str,
    pub(super) product: &'a str,
    pub(super) edition: &'a str,
    pub(super) term: &'a str,
    pub(super) seats: u32,
    /// `commercial`, `trial`, `subscription`, `nfr`.
    pub(super) kind: &'a str,
}

impl Default for Sale<'_> {
    fn default() -> Self {
        Self {
            number: "",
            buyer: "",
            lang: Lang::En,
            licensee: "",
            product: "lantern",
            edition: "home",
            term: "year",
            seats: 1,
            kind: "commercial",
        }
    }
}

/// A device with a seat.
pub(super) struct Device {
    pub(super) activation: Uuid,
    pub(super) token: String,
    fingerprint: [String; 1],
}

impl Teller<'_> {
    /// The program itself.
    pub(super) fn cx(&self) -> Cx {
        Cx::program(&self.site.app, "demo")
    }

    /// Somebody, from where they sit.
    pub(super) fn by(&self, actor: &Actor) -> Cx {
        let network = match actor {
            Actor::Staff(_) => Some(OFFICE),
            Actor::ApiKey { .. } => Some(SHOP),
            Actor::Account { .. } => Some(HOMES),
            Actor::Visitor | Actor::Product { .. } | Actor::Program(_) => None,
        };
        Cx { network: network.map(str::to_owned), ..self.cx().acting_as(actor.clone()) }
    }

    /// A customer who is signed in.
    pub(super) fn of(&self, account: Uuid) -> Cx {
        self.by(&Actor::Account { id: account })
    }

    /// Moves the clock to so many days before today, and does the work that waits there.
    pub(super) async fn days_ago(&self, days: i64) -> Result<(), Fault> {
        self.ago(days * DAY).await
    }

    /// The same in microseconds.
    pub(super) async fn ago(&self, micros: i64) -> Result<(), Fault> {
        self.clock.set(SystemClock.now().plus(-micros));
        self.site.runner.drain().await?;
        Ok(())
    }

    /// Issues one license under a new order of the shop and returns its code.
    pub(super) async fn buy(&self, shop: &Actor, sale: &Sale<'_>) -> Result<String, Fault> {
        let cx = self.by(shop);
        let order = CreateOrder {
            number: sale.number.into(),
            source: "shop".into(),
            seller: sellers::SHOP.into(),
            buyer_email: sale.buyer.into(),
            buyer_lang: sale.lang.tag().into(),
            licensee: sale.licensee.into(),
            ..purchases::paid(sale)
        };
        let input = issue_of(done(create_order(&cx, &order).await)?, sale);
        done(issue(&cx, &input).await)?;
        license_code(&cx, sale.number).await?.ok_or_else(|| Fault::new("demo: an order without a code"))
    }

    /// Sells to a customer, and puts it into their account.
    pub(super) async fn sell(&self, shop: &Actor, to: Uuid, sale: &Sale<'_>) -> Result<(String, Uuid), Fault> {
        let code = self.buy(shop, sale).await?;
        let license = self.add(to, &code).await?;
        Ok((code, license))
    }

    /// Adds a code to an account; a buyer who already has the license by their order keeps it.
    pub(super) async fn add(&self, account: Uuid, code: &str) -> Result<Uuid, Fault> {
        self.clock.advance(HOUR);
        let cx = self.of(account);
        match add_code(&cx, AddCode { code: code.to_owned().into(), ..AddCode::default() }).await {
            // The order may have put it there already.
            Ok(license) | Err(Stop::Refused(AddCodeRefusal::AlreadyHere { license })) => Ok(license),
            Err(Stop::Refused(refusal)) => Err(Fault::new(format!("demo: {}", refusal.code()))),
            Err(Stop::Broken(fault)) => Err(fault),
        }
    }

    /// Activates on devices, one after another; each is a name and a platform.
    pub(super) async fn devices(
        &self,
        code: &str,
        product: &str,
        named: impl IntoIterator<Item = (String, &'static str)>,
    ) -> Result<Vec<Device>, Fault> {
        let cx = self.cx().acting_as(Actor::Visitor);
        let mut all = Vec::new();
        for (name, platform) in named {
            self.clock.advance(7 * MINUTE);
            let fingerprint = [hex::encode(Sha256::digest(format!("{code} {name}")))];
            let input = Activate {
                product: product.into(),
                version: Some("4.2.0".into()),
                code: code.to_owned().into(),
                fingerprint: fingerprint.to_vec(),
                device_name: Some(name),
                platform: Some(platform.into()),
                ..Activate::default()
            };
            let activated = done(activate(&cx, input).await)?;
            all.push(Device { activation: activated.activation, token: activated.issued.renew_token, fingerprint });
        }
        Ok(all)
    }

    /// Lets devices ask for their next lease: they were seen just now.
    pub(super) async fn renew(&self, devices: &[Device]) -> Result<(), Fault> {
        for device in devices {
            self.clock.advance(MINUTE);
            let activation = device.activation.to_string();
            let asked = AskedRenewal {
                activation: &activation,
                token: &device.token,
                fingerprint: device.fingerprint.as_slice(),
                time: None,
            };
            let cx = || self.cx().acting_as(Actor::Visitor);
            done(renew(&self.site.app, cx, asked).await)?;
        }
        Ok(())
    }
}

/// One license of this sale, under this order.
pub(super) fn issue_of(order: Uuid, sale: &Sale<'_>) -> Issue {
    Issue {
        order,
        product: sale.product.into(),
        edition: sale.edition.into(),
        term: sale.term.into(),
        seats: sale.seats.to_string(),
        kind: sale.kind.into(),
        ..Issue::default()
    }
}
