//! The brand in the memory of each node: pages, mails and error pages ask it and never the database. What this node changes it knows
//! from the commit on, what another one changes within [`FOLLOWED`]; while the database is away, the last known stands.

use crate::brand::Brand;
use crate::chosen::Chosen;
use crate::store::{self, Stored};
use gatehouse_context::{App, Cx, Services};
use gatehouse_core::Fault;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock, Weak};
use std::time::Duration;

/// The longest that a node other than the changing one may show what was chosen before.
pub const FOLLOWED: Duration = Duration::from_secs(1);

#[derive(Debug, Default)]
struct Known {
    brand: Arc<Brand>,
    console: Stored,
    /// The pictures that pages show, by name.
    pictures: HashMap<String, Arc<[u8]>>,
}

/// The brand of an installation; clones share it.
#[derive(Clone, Debug, Default)]
pub struct Brands(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    file: RwLock<Chosen>,
    known: RwLock<Known>,
}

impl Brands {
    /// With what the operator's file says; it goes before the console.
    pub fn of_file(file: Chosen) -> Self {
        let known = Known { brand: Arc::new(Brand::of(&file)), ..Known::default() };
        Self(Arc::new(Inner { file: RwLock::new(file), known: RwLock::new(known) }))
    }

    /// What the file says.
    pub fn file(&self) -> Chosen {
        self.0.file.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What is shown now.
    pub fn current(&self) -> Arc<Brand> {
        Arc::clone(&self.0.known.read().unwrap_or_else(PoisonError::into_inner).brand)
    }

    /// A picture of what is shown now.
    pub fn picture(&self, name: &str) -> Option<Arc<[u8]>> {
        self.0.known.read().unwrap_or_else(PoisonError::into_inner).pictures.get(name).cloned()
    }

    /// The file with its pictures, once the worker has read them.
    pub async fn set_file(&self, cx: &Cx, file: Chosen) -> Result<(), Fault> {
        *self.0.file.write().unwrap_or_else(PoisonError::into_inner) = file;
        self.read(cx).await
    }

    /// Reads what another node has changed.
    pub async fn follow(&self, cx: &Cx) -> Result<(), Fault> {
        let known = self.0.known.read().unwrap_or_else(PoisonError::into_inner).console.version;
        if store::version(cx.read()).await? == known {
            return Ok(());
        }
        self.read(cx).await
    }

    /// Reads everything.
    pub async fn read(&self, cx: &Cx) -> Result<(), Fault> {
        let console = store::read(cx.read()).await?;
        self.show(cx, console).await
    }

    async fn show(&self, cx: &Cx, console: Stored) -> Result<(), Fault> {
        let brand = Brand::of(&self.file().or(&console.chosen));
        let mut pictures = HashMap::new();
        for name in brand.picture_names() {
            let kept = match self.picture(name) {
                Some(kept) => Some(kept),
                None => store::picture(cx.read(), name).await?.map(Arc::from),
            };
            pictures.extend(kept.map(|kept| (name.to_owned(), kept)));
        }
        let mut known = self.0.known.write().unwrap_or_else(PoisonError::into_inner);
        // Two changes may be read in either order.
        if console.version >= known.console.version {
            *known = Known { brand: Arc::new(brand), console, pictures };
        }
        Ok(())
    }
}

/// The brand of the installation.
pub fn of(app: &App) -> Arc<Brand> {
    static DEFAULT: LazyLock<Arc<Brand>> = LazyLock::new(Arc::default);
    app.services.get::<Brands>().map_or_else(|_| Arc::clone(&DEFAULT), Brands::current)
}

/// The vendor's name.
pub fn name(app: &App) -> String {
    of(app).name.clone()
}

/// Puts an installation's brand in, unless the program has put one with its file.
pub fn services(services: &mut Services) {
    if services.get::<Brands>().is_err() {
        services.put(Brands::default());
    }
}

/// Reads the brand, then follows what other nodes change until the installation ends.
pub async fn start(app: &Arc<App>) -> Result<(), Fault> {
    let brands = app.services.get::<Brands>()?.clone();
    brands.read(&Cx::program(app, "brand")).await?;
    tokio::spawn(follow(brands, Arc::downgrade(app)));
    Ok(())
}

async fn follow(brands: Brands, app: Weak<App>) {
    loop {
        tokio::time::sleep(FOLLOWED).await;
        let Some(app) = app.upgrade() else { return };
        if let Err(fault) = brands.follow(&Cx::program(&app, "brand")).await {
            tracing::debug!(error = %fault, "the brand could not be read; the last known stands");
        }
    }
}
