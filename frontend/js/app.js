// The pages work without any of this; each module makes one thing quicker or safer.
import "htmx.org";
import "./audience.js";
import "./autosize.js";
import "./brush.js";
import "./count.js";
import "./draft.js";
import "./held.js";
import "./keys.js";
import "./locate.js";
import "./menu.js";
import "./toast.js";
import "./unread.js";
