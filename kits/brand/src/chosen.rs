//! What a vendor chose: in the console (the table `brand`) or in the file of the operator. What is not chosen is the default.

use crate::look::Radius;
use gatehouse_core::Lang;
use serde::{Deserialize, Serialize};

/// A picture that was written anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its name below `/_brand/`.
    pub name: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl Picture {
    /// Its address within the site.
    pub fn path(&self) -> String {
        format!("/_brand/{}", self.name)
    }

    /// How wide it is when it is this high, and no wider than `most`: width and height.
    pub fn fitted(&self, height: u32, most: u32) -> (u32, u32) {
        let width = |height: u32| u64::from(self.width) * u64::from(height) / u64::from(self.height.max(1));
        let wide = width(height);
        if wide <= u64::from(most) {
            return (u32::try_from(wide).unwrap_or(most).max(1), height);
        }
        let height = u64::from(most) * u64::from(self.height) / u64::from(self.width.max(1));
        (most, u32::try_from(height).unwrap_or(1).max(1))
    }
}

/// Which picture of the brand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// On light pages, and in mails.
    Logo,
    /// On dark ones.
    LogoDark,
    /// In tabs and on the screens of phones.
    Icon,
    /// Beside the form to sign in.
    SignIn,
}

impl Slot {
    /// In the order of the form.
    pub const ALL: [Self; 4] = [Self::Logo, Self::LogoDark, Self::Icon, Self::SignIn];

    /// The word in forms, files and the log.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Logo => "logo",
            Self::LogoDark => "logo_dark",
            Self::Icon => "icon",
            Self::SignIn => "sign_in_picture",
        }
    }

    /// From that word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.word() == word)
    }
}

/// Where a link of the foot leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// The vendor's site.
    Home,
    /// Where one buys.
    Shop,
    /// Where one is helped.
    Help,
    /// The privacy notice.
    Privacy,
    /// The terms of use.
    Terms,
    /// Who the vendor is, as some countries ask.
    Imprint,
    /// Whether everything works.
    Status,
}

impl Link {
    /// In the order of the foot.
    pub const ALL: [Self; 7] =
        [Self::Home, Self::Shop, Self::Help, Self::Status, Self::Privacy, Self::Terms, Self::Imprint];

    /// The word in forms and files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Shop => "shop",
            Self::Help => "help",
            Self::Privacy => "privacy",
            Self::Terms => "terms",
            Self::Imprint => "imprint",
            Self::Status => "status",
        }
    }
}

/// Light or dark, for those who have not chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DefaultTheme {
    /// As the person's system.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl DefaultTheme {
    /// In the order of the form.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The word in forms and files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// From that word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.word() == word)
    }
}

/// Everything that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// The vendor's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The logo on light pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<Picture>,
    /// The logo on dark pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_dark: Option<Picture>,
    /// The icon, in the sizes of [`crate::uploads`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<Vec<Picture>>,
    /// The picture beside the form to sign in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in_picture: Option<Picture>,
    /// Degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hue: Option<u16>,
    /// Thousandths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chroma: Option<u16>,
    /// Corners.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub radius: Option<Radius>,
    /// The vendor's site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<String>,
    /// Where one buys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shop: Option<String>,
    /// Where one is helped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The privacy notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privacy: Option<String>,
    /// The terms of use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
    /// The imprint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imprint: Option<String>,
    /// The status page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The name of the sender of mails.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
    /// The vendor's postal address, in the foot of mails; several lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Light or dark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<DefaultTheme>,
    /// The languages on offer; the first for those of whom nothing is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<Lang>>,
}

impl Chosen {
    /// The address of a link.
    pub const fn link(&self, link: Link) -> &Option<String> {
        match link {
            Link::Home => &self.home,
            Link::Shop => &self.shop,
            Link::Help => &self.help,
            Link::Privacy => &self.privacy,
            Link::Terms => &self.terms,
            Link::Imprint => &self.imprint,
            Link::Status => &self.status,
        }
    }

    /// The place of a link.
    pub const fn link_mut(&mut self, link: Link) -> &mut Option<String> {
        match link {
            Link::Home => &mut self.home,
            Link::Shop => &mut self.shop,
            Link::Help => &mut self.help,
            Link::Privacy => &mut self.privacy,
            Link::Terms => &mut self.terms,
            Link::Imprint => &mut self.imprint,
            Link::Status => &mut self.status,
        }
    }

    /// The pictures of a slot.
    pub fn pictures(&self, slot: Slot) -> Vec<&Picture> {
        match slot {
            Slot::Logo => self.logo.iter().collect(),
            Slot::LogoDark => self.logo_dark.iter().collect(),
            Slot::Icon => self.icon.iter().flatten().collect(),
            Slot::SignIn => self.sign_in_picture.iter().collect(),
        }
    }

    /// Whether this says what stands in a slot. Both logos belong together: one from here and one from there were never seen together.
    pub fn sets(&self, slot: Slot) -> bool {
        match slot {
            Slot::Logo | Slot::LogoDark => self.logo.is_some() || self.logo_dark.is_some(),
            Slot::Icon | Slot::SignIn => !self.pictures(slot).is_empty(),
        }
    }

    /// Puts pictures into a slot; none empties it.
    pub fn set_pictures(&mut self, slot: Slot, pictures: Vec<Picture>) {
        let first = || pictures.first().cloned();
        match slot {
            Slot::Logo => self.logo = first(),
            Slot::LogoDark => self.logo_dark = first(),
            Slot::SignIn => self.sign_in_picture = first(),
            Slot::Icon => self.icon = (!pictures.is_empty()).then_some(pictures),
        }
    }

    /// This, and where it says nothing, `other`.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        // The strength belongs to the hue: one from here and one from there were never seen together.
        let look = if self.hue.is_some() || self.chroma.is_some() { self } else { other };
        let logos = if self.logo.is_some() || self.logo_dark.is_some() { self } else { other };
        let mut all = Self {
            name: self.name.clone().or_else(|| other.name.clone()),
            logo: logos.logo.clone(),
            logo_dark: logos.logo_dark.clone(),
            icon: self.icon.clone().or_else(|| other.icon.clone()),
            sign_in_picture: self.sign_in_picture.clone().or_else(|| other.sign_in_picture.clone()),
            hue: look.hue,
            chroma: look.chroma,
            radius: self.radius.or(other.radius),
            sender: self.sender.clone().or_else(|| other.sender.clone()),
            address: self.address.clone().or_else(|| other.address.clone()),
            theme: self.theme.or(other.theme),
            languages: self.languages.clone().or_else(|| other.languages.clone()),
            ..Self::default()
        };
        for link in Link::ALL {
            all.link_mut(link).clone_from(if self.link(link).is_some() { self.link(link) } else { other.link(link) });
        }
        all
    }
}
