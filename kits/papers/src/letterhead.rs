//! Who a paper is from.

use gatehouse_brand::{Brands, Palette};
use gatehouse_context::App;

/// The vendor's name, logo and color.
#[derive(Clone, Debug)]
pub struct Letterhead {
    pub(crate) name: String,
    pub(crate) logo: Option<Logo>,
    pub(crate) palette: Palette,
}

#[derive(Clone, Debug)]
pub(crate) struct Logo {
    /// PNG or JPEG, as the kit `pictures` wrote it.
    pub(crate) bytes: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Letterhead {
    /// With this name, and the look of a portal nobody has changed.
    pub fn plain(name: impl Into<String>) -> Self {
        let palette = Palette::light(gatehouse_brand::Look::default());
        Self { name: name.into(), logo: None, palette }
    }

    /// As the vendor has chosen.
    pub fn of(app: &App) -> Self {
        let brand = gatehouse_brand::of(app);
        let bytes = |name: &str| app.services.get::<Brands>().ok().and_then(|brands| brands.picture(name));
        let logo = brand.logo.as_ref().and_then(|logo| {
            Some(Logo { bytes: bytes(&logo.name)?.to_vec(), width: logo.width.max(1), height: logo.height.max(1) })
        });
        Self { name: brand.name.clone(), logo, palette: Palette::light(brand.look) }
    }
}
