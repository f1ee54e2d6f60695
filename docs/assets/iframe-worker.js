// A page that is opened from a disk may start no worker: this runs the search in a hidden frame.
if (location.protocol === "file:") {
  window.Worker = class {
    constructor(address) {
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.append(this.frame);
      const inner = this.frame.contentWindow;
      inner.postMessage = (data) => this.pass(data, () => this);
      const script = inner.document.createElement("script");
      script.src = address;
      this.loaded = new Promise((done) => { script.onload = done; });
      inner.document.body.append(script);
    }

    postMessage(data) {
      this.loaded.then(() => this.pass(data, () => this.frame.contentWindow));
    }

    // As between threads: later, and a copy.
    pass(data, receiver) {
      const copy = structuredClone(data);
      setTimeout(() => receiver()?.onmessage?.({ data: copy }));
    }

    terminate() {
      this.frame.remove();
    }
  };
}
