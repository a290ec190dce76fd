//! The vendor that the demo shows: Skerrylight, with its name, colors, links and pictures.

use super::done;
use gatehouse_brand::{Chosen, Slot, store};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_staff::actions::{save_brand, set_brand_picture};

/// A lamp in a circle; the drawings lie beside it.
const PICTURES: [(Slot, &[u8]); 3] = [
    (Slot::Logo, include_bytes!("pictures/logo.png")),
    (Slot::LogoDark, include_bytes!("pictures/logo-dark.png")),
    (Slot::Icon, include_bytes!("pictures/icon.png")),
];

/// Chooses the brand, as an administrator does, unless somebody has chosen one before.
pub(super) async fn dress(cx: &Cx) -> Result<(), Fault> {
    let before = store::read(cx.read()).await?;
    if before.version > 0 {
        return Ok(());
    }
    let link = |path: &str| Some(format!("https://skerrylight.test/{path}"));
    let chosen = Chosen {
        name: Some("Skerrylight".into()),
        hue: Some(300),
        chroma: Some(150),
        home: link(""),
        shop: Some("https://shop.skerrylight.test/".into()),
        help: link("help"),
        privacy: link("privacy"),
        terms: link("terms"),
        sender: Some("Skerrylight".into()),
        address: Some("Skerrylight\n12 Lamp Quay\nSkerry Sound".into()),
        ..Chosen::default()
    };
    done(save_brand(cx, &chosen, before.version).await)?;
    for (slot, picture) in PICTURES {
        done(set_brand_picture(cx, slot, picture).await)?;
    }
    Ok(())
}
