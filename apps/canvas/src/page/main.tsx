// First, so that what a part says of itself comes after.
import "./styles/tokens.css";
import "./styles/base.css";
import { Tooltip } from "@base-ui/react/tooltip";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { WindowFrame } from "./frame/window-frame";
import { WordsProvider } from "./words/use-words";

const root = document.getElementById("root");
if (root !== null)
	createRoot(root).render(
		<StrictMode>
			<WordsProvider>
				<Tooltip.Provider delay={400}>
					<WindowFrame />
				</Tooltip.Provider>
			</WordsProvider>
		</StrictMode>,
	);
