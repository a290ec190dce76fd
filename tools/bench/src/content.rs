//! Content to measure with, made in this process by the modules' own actions, on the data folder that the server
//! then opens.

use futures::StreamExt as _;
use gatehouse::{Config, Installed};
use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_catalog::actions::edition::EditionEntry;
use gatehouse_catalog::actions::feature::FeatureEntry;
use gatehouse_catalog::actions::product::ProductEntry;
use gatehouse_catalog::actions::term::TermEntry;
use gatehouse_catalog::actions::{add, product};
use gatehouse_context::{Cx, May, Right};
use gatehouse_core::{Fault, Lang, Outcome, Refusal, Stop, Uuid};
use gatehouse_licenses::actions::create_order::{CreateOrder, create_order};
use gatehouse_licenses::actions::export_codes::export_codes;
use gatehouse_licenses::actions::issue::{Issue, issue};
use std::path::Path;

/// The product's code.
pub const PRODUCT: &str = "lantern";
/// The edition's code.
pub const EDITION: &str = "pro";
/// The edition's features.
pub const FEATURES: [&str; 3] = ["export", "manifest", "scan"];
/// The password of every account.
pub const PASSWORD: &str = "Kettle-orbit-47-lamp";
const TERM: &str = "year";

/// An installation opened in this process, with a catalog.
pub struct Content {
    /// The installation.
    pub installed: Installed,
    /// A context of the program.
    pub cx: Cx,
}

impl Content {
    /// Opens (and first makes) an installation in a folder, or in a PostgreSQL database, and enters the catalog.
    pub async fn make(data: &Path, database: Option<&str>) -> Result<Self, Fault> {
        Box::pin(Self::made(data, database)).await
    }

    async fn made(data: &Path, database: Option<&str>) -> Result<Self, Fault> {
        let content = Self::open(data, database).await?;
        let cx = &content.cx;
        let entry = ProductEntry {
            code: PRODUCT.into(),
            name: "Lantern".into(),
            lease_days: "14".into(),
            ..ProductEntry::default()
        };
        let product = done(product::create(cx, &entry).await)?;
        for code in FEATURES {
            let labels = Lang::ALL.map(|lang| (lang.tag().to_owned(), code.to_owned())).into();
            let entry = FeatureEntry { code: code.into(), labels, ..FeatureEntry::default() };
            done(add(cx, product, None, &entry).await)?;
        }
        let entry = EditionEntry {
            code: EDITION.into(),
            name: "Pro".into(),
            features: FEATURES.map(str::to_owned).to_vec(),
            ..EditionEntry::default()
        };
        done(add(cx, product, None, &entry).await)?;
        let entry = TermEntry {
            code: TERM.into(),
            name: "A year".into(),
            starts: "activation".into(),
            months: "12".into(),
            ..TermEntry::default()
        };
        done(add(cx, product, None, &entry).await)?;
        Ok(content)
    }

    /// Opens what is there.
    pub async fn open(data: &Path, database: Option<&str>) -> Result<Self, Fault> {
        Self::configured(data, database, |_| {}).await
    }

    /// The same with more of the configuration.
    pub async fn configured(
        data: &Path,
        database: Option<&str>,
        change: impl FnOnce(&mut Config),
    ) -> Result<Self, Fault> {
        let mut config = Config {
            data_dir: data.to_owned(),
            database: database.unwrap_or_default().to_owned(),
            rate_limits: false,
            // A million rows in one statement take longer than a page may.
            database_statement_timeout: 3_600,
            ..Config::default()
        };
        change(&mut config);
        let installed = Installed::open(config).await?;
        let cx = Cx::program(&installed.site.app, "bench");
        Ok(Self { installed, cx })
    }

    /// An order; with a buyer, their account holds the licenses that are issued under it at once.
    pub async fn order(&self, buyer: &str) -> Result<Uuid, Fault> {
        let order = CreateOrder { source: "staff".into(), buyer_email: buyer.to_owned(), ..CreateOrder::default() };
        done(create_order(&self.cx, &order).await)
    }

    /// Issues `quantity` licenses under an order; returns the batch.
    pub async fn issue(&self, order: Uuid, quantity: usize, seats: u32) -> Result<Uuid, Fault> {
        let wanted = Issue {
            order,
            product: PRODUCT.into(),
            edition: EDITION.into(),
            term: TERM.into(),
            seats: seats.to_string(),
            quantity: quantity.to_string(),
            ..Issue::default()
        };
        let issued = done(issue(&self.cx, &wanted).await)?;
        if !issued.done {
            self.installed.site.runner.drain().await?;
        }
        Ok(issued.batch)
    }

    /// As [`Content::issue`] under a new order; returns the codes from the printer's file.
    pub async fn codes(&self, quantity: usize, seats: u32) -> Result<Vec<String>, Fault> {
        let batch = self.issue(self.order("").await?, quantity, seats).await?;
        let codes = self.codes_of(batch).await?;
        if codes.len() == quantity {
            Ok(codes)
        } else {
            Err(Fault::new(format!("{quantity} codes were issued and {} are in the file", codes.len())))
        }
    }

    /// The codes of a batch, from the printer's file.
    pub async fn codes_of(&self, batch: Uuid) -> Result<Vec<String>, Fault> {
        let file = done(export_codes(&self.cx, batch).await)?;
        let mut text = Vec::new();
        let mut pieces = std::pin::pin!(file.stream(self.cx.clone()));
        while let Some(piece) = pieces.next().await {
            text.extend_from_slice(&piece?);
        }
        let text = String::from_utf8(text)?;
        Ok(text.lines().skip(1).filter_map(|line| Some(line.split(',').nth(1)?.to_owned())).collect())
    }

    /// A confirmed account that has answered every first question.
    pub async fn account(&self, email: &str) -> Result<Uuid, Fault> {
        let new = CreateConfirmed {
            email: email.to_owned(),
            password: PASSWORD.to_owned().into(),
            name: "Bench".into(),
            lang: Lang::En,
            country: "JP".into(),
            region: "Kyoto".into(),
            zone: "Asia/Tokyo".into(),
        };
        done(create_confirmed(&self.cx, new).await)
    }

    /// Closes the installation, so that a server can open it.
    pub async fn close(self) -> Result<(), Fault> {
        self.installed.close().await
    }
}

/// An outcome whose refusal is a mistake of this program.
pub fn done<T, R: Refusal>(outcome: Outcome<T, R>) -> Result<T, Fault> {
    outcome.map_err(|stop| match stop {
        Stop::Refused(refusal) => Fault::new(format!("{}: {}", refusal.code(), refusal.text(Lang::En))),
        Stop::Broken(fault) => fault,
    })
}

/// The proof that this program may do anything.
pub fn may<R: Right>(cx: &Cx) -> Result<May<R>, Fault> {
    May::of(cx).ok_or_else(|| Fault::new("the measurement has no right"))
}
